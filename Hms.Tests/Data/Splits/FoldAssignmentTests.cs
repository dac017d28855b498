using System.Security.Cryptography;
using Hms.Data;
using Hms.Data.Rows;
using Hms.Data.Splits;
using Hms.Signal.Randomness;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Splits;

public sealed class FoldAssignmentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SplitMethod.GroupKFold, 5)]
    [InlineData(SplitMethod.StratifiedGroupKFold, 5)]
    [InlineData(SplitMethod.LeaveOneGroupOut, 30)]
    [InlineData(SplitMethod.KFold, 5)]
    public void Of_AnyMethod_FillsEveryFoldAndItsFileGivesTheSameFolds(SplitMethod method, int foldCount)
    {
        var rows = Rows(patients: 30);
        var split = FoldAssignment.Of(rows, new SplitOptions { Method = method });
        Assert.Equal(Enumerable.Range(0, foldCount), split.FoldOfRow.Distinct().Order());
        Assert.Equal(foldCount, split.FoldCount);
        split.Write(_folder["folds.csv"]);
        Assert.Equal(split.Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder["folds.csv"]))));
        Assert.StartsWith($"eeg_id,patient_id,fold\n{rows[0].EegId},{rows[0].PatientId},{split.FoldOfRow[0]}\n", File.ReadAllText(_folder["folds.csv"]), StringComparison.Ordinal);
        Assert.Equal(split.FoldOfRow, FoldFile.Assign(_folder["folds.csv"], rows));
        Assert.Equal(method == SplitMethod.KFold, split.Leak is not null);
        if (method == SplitMethod.KFold) { return; }
        var again = FoldAssignment.Of(rows, new SplitOptions { Method = SplitMethod.File, Path = _folder["folds.csv"] });
        Assert.Equal((split.Sha256, foldCount), (again.Sha256, again.FoldCount));
    }

    [Fact]
    public void Of_RandomSplit_LeaksAndSaysHowMuchAndItsFileIsRefused()
    {
        var rows = Rows(patients: 30);
        var split = FoldAssignment.Of(rows, new SplitOptions { Method = SplitMethod.KFold, FoldCount = 3, Seed = 4 });
        Assert.Matches(@"^\d+ patients are in several folds \(patient 100, 101, 102 and \d+ more\): \d+ of \d+ rows \(\d+\.\d %\) are judged by models that may have learnt from their patient, so the score is too good\.$", split.Leak!);
        Assert.All(rows.Zip(split.FoldOfRow).GroupBy(pair => pair.First.EegId), eeg => Assert.Single(eeg.Select(pair => pair.Second).Distinct()));
        var eegs = rows.Zip(split.FoldOfRow).DistinctBy(pair => pair.First.EegId).GroupBy(pair => pair.Second).Select(fold => fold.Count()).ToList();
        Assert.True(eegs.Max() - eegs.Min() <= 1);
        Assert.NotEqual(split.Sha256, FoldAssignment.Of(rows, new SplitOptions { Method = SplitMethod.KFold, FoldCount = 3, Seed = 5 }).Sha256);
        split.Write(_folder["folds.csv"]);
        var error = Assert.Throws<HmsDataException>(() => FoldAssignment.Of(rows, new SplitOptions { Method = SplitMethod.File, Path = _folder["folds.csv"] }));
        Assert.Equal($"{_folder["folds.csv"]}: {split.Leak} Give each patient one fold.", error.Message);
    }

    [Fact]
    public void Of_TooManyPatientsToLeaveOneOut_SaysHowManyTrainings()
    {
        var error = Assert.Throws<HmsDataException>(() => FoldAssignment.Of(Rows(patients: 30), new SplitOptions { Method = SplitMethod.LeaveOneGroupOut, MaximumFolds = 29 }));
        Assert.StartsWith("leaving one patient out makes 30 folds, one a patient, and as many trainings; at most 29 are allowed.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SplitMethod.GroupKFold, "31 folds need at least as many groups; the ")]
    [InlineData(SplitMethod.StratifiedGroupKFold, "31 folds need at least as many groups; the ")]
    public void Of_FewerPatientsThanFolds_SaysSo(SplitMethod method, string message) =>
        Assert.StartsWith(message, Assert.Throws<HmsDataException>(() => FoldAssignment.Of(Rows(patients: 30), new SplitOptions { Method = method, FoldCount = 31 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_BadOptions_NamesEachError()
    {
        var errors = new SplitOptions { Method = SplitMethod.KFold, FoldCount = 1, MaximumFolds = 0, Path = "f.csv" }.Validate();
        Assert.Equal(["FoldCount 1 must be at least 2.", "MaximumFolds 0 must be at least 2.", "Path f.csv is set, but the method KFold reads no fold file; leave it out or take the method File."], errors);
        Assert.Equal(["The method File needs the Path of a fold file."], new SplitOptions { Method = SplitMethod.File }.Validate());
        Assert.Throws<ArgumentException>(() => FoldAssignment.Of(Rows(patients: 30), new SplitOptions { FoldCount = 0 }));
    }

    [Fact]
    public void StratifiedGroupKFold_SkewedPatients_SharesClassesBetterThanBySize()
    {
        var rows = Rows(patients: 60);
        int[] classes = [.. rows.Select(row => VoteClasses.IndexOfLargest(row.Votes!))];
        var stratified = FoldAssignment.Of(rows, new SplitOptions { Method = SplitMethod.StratifiedGroupKFold });
        Assert.True(Spread(classes, stratified.FoldOfRow) < Spread(classes, FoldAssignment.Of(rows, new SplitOptions()).FoldOfRow));
    }

    /// <summary>The largest difference, over folds and classes, of a fold's class share from that of all rows.</summary>
    private static double Spread(int[] classes, IReadOnlyList<int> folds) => classes.Zip(folds).GroupBy(pair => pair.Second)
        .Max(fold => Enumerable.Range(0, VoteClasses.Count).Max(c => Math.Abs(fold.Count(pair => pair.First == c) / (double)fold.Count() - classes.Count(one => one == c) / (double)classes.Length)));

    /// <summary>Rows of patients who have one class each: 1 to 6 EEGs a patient, 1 to 3 rows an EEG.</summary>
    private static IReadOnlyList<RecordingRow> Rows(int patients)
    {
        var random = new HashRandom(3);
        var rows = new List<RecordingRow>();
        for (var patient = 0; patient < patients; patient++)
        {
            var votes = new double[VoteClasses.Count];
            votes[random.NextInt(VoteClasses.Count)] = 3;
            for (var eeg = 0; eeg < 2 + random.NextInt(5); eeg++)
            {
                for (var row = 0; row < 1 + random.NextInt(3); row++) { rows.Add(new RecordingRow { EegId = 1000 * patient + eeg, PatientId = 100 + patient, Votes = votes, VoteCount = 3 }); }
            }
        }
        return rows;
    }
}
