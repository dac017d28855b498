using Hms.Data;
using Hms.Data.Views;
using Hms.Experiments;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Running;
using Hms.Tests.EndToEnd;
using Hms.Tests.Experiments.Configuration;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Running;

public sealed class ExperimentRowsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Open_AnyFoldCount_HoldsEveryRowOutOnceAndNoPatientTwice(int folds)
    {
        var rows = Open(TinyData.Write(_folder["data"], patients: 7), $$""" "folds": { "groupKFold": { "count": {{folds}} } } """);
        Assert.Equal(Enumerable.Range(0, 14), Enumerable.Range(0, folds).SelectMany(rows.HeldOutRows).Order());
        for (var fold = 0; fold < folds; fold++)
        {
            var heldOut = rows.HeldOutRows(fold).Select(i => rows.Rows[i].PatientId).ToHashSet();
            Assert.NotEmpty(heldOut);
            Assert.DoesNotContain(rows.TrainingRows(fold).Select(i => rows.Rows[i].PatientId), heldOut.Contains);
            Assert.Equal(14, rows.TrainingRows(fold).Length + rows.HeldOutRows(fold).Length);
        }
    }

    [Theory]
    [InlineData(14, 7)]
    [InlineData(7, 3)]
    [InlineData(4, 2)]
    public void Open_AtMost_KeepsWholePatientsOfTheSameOrder(int atMost, int patients)
    {
        TinyData.Write(_folder["data"], patients: 7);
        ExperimentRows Limited(int rows) => Open(_folder["data"], $$""" "folds": { "groupKFold": { "count": 2 } }, "rows": { "atMost": {{rows}}, "window": { "short": "pad" } } """);
        var kept = Limited(atMost).Rows;
        Assert.Equal(patients, kept.Select(row => row.PatientId).Distinct().Count());
        Assert.Equal(2 * patients, kept.Count);
        Assert.Subset(Limited(14).Rows.Select(row => row.EegId).ToHashSet(), kept.Select(row => row.EegId).ToHashSet());
    }

    [Fact]
    public void Prior_OfAFold_IsTheMeanOfItsTrainingRowsOnly()
    {
        var rows = Open(TinyData.Write(_folder["data"], patients: 4), """ "folds": { "groupKFold": { "count": 2 } } """);
        var expected = rows.TrainingRows(1).Select(i => rows.Rows[i].Distribution()).ToArray();
        Assert.Equal(Enumerable.Range(0, 6).Select(c => (float)expected.Average(v => v[c])), rows.Prior(1));
        Assert.NotEqual(rows.Prior(0), rows.Prior(1));
    }

    [Fact]
    public void Open_ShortRecording_IsLeftOutAndNamedOrPadded()
    {
        TinyData.Write(_folder["data"], patients: 4);
        TinyData.WriteEeg(Path.Combine(_folder["data"], "train_eegs", "5003.parquet"), 3, 1999);
        var refused = Open(_folder["data"], """ "folds": { "groupKFold": { "count": 2 } } """);
        Assert.Equal(7, refused.Rows.Count);
        Assert.Contains("5003.parquet", Assert.Single(refused.Refused), StringComparison.Ordinal);
        var padded = Open(_folder["data"], """ "folds": { "groupKFold": { "count": 2 } }, "rows": { "window": { "short": "pad" } } """);
        Assert.Equal(8, padded.Rows.Count);
        Assert.Empty(padded.Refused);
    }

    [Fact]
    public void Open_FewerPatientsThanFolds_IsRefusedWithTheCounts()
    {
        var error = Assert.Throws<UserErrorException>(() => Open(TinyData.Write(_folder["data"], patients: 2), """ "folds": { "groupKFold": { "count": 3 } } """));
        Assert.Contains("4 usable rows of 2 patients", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SplitWhoseFoldsOnlyTheDataTell_CountsThemAndHoldsSweepFoldsAgainstThem()
    {
        TinyData.Write(_folder["data"], patients: 6);
        Assert.Equal(6, Open(_folder["data"], """ "folds": { "leaveOneGroupOut": {} } """).FoldCount);
        var error = Assert.Throws<UserErrorException>(() => Open(_folder["data"], """ "folds": { "leaveOneGroupOut": {} }, "sweep": { "folds": 7 } """));
        Assert.Equal("A trial cannot run 7 folds of 6; lower sweep.folds.", error.Message);
        error = Assert.Throws<UserErrorException>(() => Open(_folder["data"], """ "folds": { "leaveOneGroupOut": { "maximumFolds": 5 } } """));
        Assert.StartsWith("folds.leaveOneGroupOut: leaving one patient out makes 6 folds", error.Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["folds.csv"], "eeg_id,fold\n" + string.Concat(TinyData.EegIds(6).Select((id, i) => $"{id},{i / 4}\n")));
        var rows = Open(_folder["data"], """ "folds": { "file": { "path": "folds.csv" } } """, _folder["folds.csv"]);
        Assert.Equal(3, rows.FoldCount);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i / 4), rows.FoldOfRow);
        Assert.Null(rows.Folds.Leak);
    }

    [Fact]
    public void Open_FoldFileThatSharesAPatient_IsRefusedAndARandomSplitOnlyWarned()
    {
        TinyData.Write(_folder["data"], patients: 6);
        File.WriteAllText(_folder["folds.csv"], "eeg_id,fold\n" + string.Concat(TinyData.EegIds(6).Select((id, i) => $"{id},{i % 2}\n")));
        var error = Assert.Throws<HmsDataException>(() => Open(_folder["data"], """ "folds": { "file": { "path": "folds.csv" } } """, _folder["folds.csv"]));
        Assert.StartsWith($"{_folder["folds.csv"]}: 6 patients are in several folds (patient 100, 101, 102 and 3 more): 12 of 12 rows (100.0 %)", error.Message, StringComparison.Ordinal);
        var rows = Open(_folder["data"], """ "folds": { "kFold": { "count": 3, "seed": 2 } } """);
        Assert.Equal(3, rows.FoldCount);
        Assert.Contains("patients are in several folds", rows.Folds.Leak, StringComparison.Ordinal);
        Assert.Equal(rows.Folds.Leak, RunRows.Of(rows).Leak);
    }

    [Fact]
    public void Open_MinimumOfVotes_LeavesRowsOut()
    {
        var rows = Open(TinyData.Write(_folder["data"], patients: 6), """ "folds": { "groupKFold": { "count": 2 } }, "rows": { "minVotes": 12 } """);
        Assert.Equal(4, rows.Rows.Count); // 9 votes and 1 to 3 more in turn
        Assert.All(rows.Rows, row => Assert.Equal(12, row.VoteCount));
    }

    [Fact]
    public void DataHash_TellsLabelsAndRecordingsApart()
    {
        string Hash() => Open(_folder["data"], """ "folds": { "groupKFold": { "count": 2 } } """).DataHash;
        TinyData.Write(_folder["data"], patients: 3);
        var first = Hash();
        Assert.Equal(first, Hash());
        TinyData.WriteEeg(Path.Combine(_folder["data"], "train_eegs", "5001.parquet"), 1, 2600);
        var second = Hash();
        File.AppendAllText(Path.Combine(_folder["data"], "train.csv"), "\n");
        Assert.Equal(3, new HashSet<string> { first, second, Hash() }.Count);
    }

    private static ExperimentRows Open(string root, string members, string? foldFile = null)
    {
        var window = members.Contains("\"rows\"", StringComparison.Ordinal) ? "" : ", \"rows\": { \"window\": { \"durationSeconds\": 10 } }";
        var text = members.Replace("\"window\": {", "\"window\": { \"durationSeconds\": 10,", StringComparison.Ordinal).Replace("\"minVotes\": 12", "\"minVotes\": 12, \"window\": { \"durationSeconds\": 10 }", StringComparison.Ordinal);
        var settings = PipelineCheck.FirstSettings(Experiment.Child(text + window));
        return ExperimentRows.Open(settings, root, RecordingColumns.Eeg, CancellationToken.None, foldFile);
    }
}
