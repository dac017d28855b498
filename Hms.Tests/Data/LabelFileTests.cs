using Hms.Data;
using Hms.Data.Files;
using Hms.Tests.Support;

namespace Hms.Tests.Data;

public sealed class LabelFileTests : IDisposable
{
    private const string Good = "1,0,6.0,,0,8.5,11,21,LPD,0,3,0,0,0,1";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadLabels_GoodRow_GivesEveryValue()
    {
        var row = Assert.Single(Read(HmsSet.Labels(Good)));
        Assert.Equal((1L, 0, 6.0, null, 0, 8.5, 11L, 21L, "LPD"),
            (row.EegId, row.EegSubId, row.EegOffsetSeconds, row.SpectrogramId, row.SpectrogramSubId, row.SpectrogramOffsetSeconds, row.LabelId, row.PatientId, row.ExpertConsensus));
        Assert.Equal([0, 3, 0, 0, 0, 1], row.Votes);
        Assert.Equal(4, row.VoteCount);
    }

    [Fact]
    public void ReadLabels_OtherOrderBomBlankLinesWindowsLineEnds_GivesTheSame()
    {
        var columns = HmsSet.LabelHeader.Split(',').Reverse();
        var values = Good.Split(',').Reverse();
        var row = Assert.Single(Read("\uFEFF" + string.Join(',', columns) + "\r\n\r\n" + string.Join(" , ", values) + "\r\n"));
        Assert.Equal((1L, 11L, 21L, 3), (row.EegId, row.LabelId, row.PatientId, row.Votes[1]));
    }

    [Theory]
    [InlineData("", "is empty; a header row is needed.")]
    [InlineData("HEADER\n", "has a header but no rows.")]
    [InlineData("eeg_id,patient_id\n1,2\n", " row 1: the header misses columns eeg_sub_id, eeg_label_offset_seconds, spectrogram_id, spectrogram_sub_id, spectrogram_label_offset_seconds, label_id, expert_consensus, seizure_vote, lpd_vote, gpd_vote, lrda_vote, grda_vote, other_vote; expected HEADER.")]
    [InlineData("HEADER,age\nGOOD,7\n", " row 1: the header has the unknown column age; expected HEADER.")]
    [InlineData("HEADER,eeg_id\nGOOD,7\n", " row 1, column eeg_id: occurs twice in the header.")]
    [InlineData("HEADER\nGOOD\n1,0\n", " row 3: 2 values where the header names 15 columns.")]
    [InlineData("HEADER\nx7,0,0,,0,0,11,21,LPD,0,3,0,0,0,1\n", " row 2, column eeg_id: \"x7\" is no id; a whole number, 0 or above, is needed.")]
    [InlineData("HEADER\n,0,0,,0,0,11,21,LPD,0,3,0,0,0,1\n", " row 2, column eeg_id: is empty; an id (a whole number, 0 or above) is needed.")]
    [InlineData("HEADER\n1,0,0,-4,0,0,11,21,LPD,0,3,0,0,0,1\n", " row 2, column spectrogram_id: \"-4\" is no id; a whole number, 0 or above, is needed.")]
    [InlineData("HEADER\n1,0,nan,,0,0,11,21,LPD,0,3,0,0,0,1\n", " row 2, column eeg_label_offset_seconds: \"nan\" is no finite number.")]
    [InlineData("HEADER\n1,0,-2,,0,0,11,21,LPD,0,3,0,0,0,1\n", " row 2, column eeg_label_offset_seconds: -2 is negative; 0 or above is needed.")]
    [InlineData("HEADER\nGOOD\n1,1,0,,0,0,12,21,LPD,0,-3,0,0,0,1\n", " row 3, column lpd_vote: -3 is negative; 0 or above is needed.")]
    [InlineData("HEADER\n1,0,0,,0,0,11,21,LPD,2147483647,2147483647,0,0,0,1\n", " row 2, column seizure_vote: 2147483647 is above 100000, the largest value allowed.")]
    [InlineData("HEADER\n1,0,0,,0,0,11,21,LPD,0,2.5,0,0,0,1\n", " row 2, column lpd_vote: \"2.5\" is no whole number.")]
    [InlineData("HEADER\n1,0,0,,0,0,11,21,LPD,0,0,0,0,0,0\n", " row 2: votes sum to 0; at least one vote is needed.")]
    [InlineData("HEADER\nGOOD\n1,1,0,,0,0,12,22,LPD,0,3,0,0,0,1\n", " row 3, column eeg_id: 1 belongs to patient 21 above and to 22 here; splits by patient need one.")]
    [InlineData("HEADER\nGOOD\n\"1,1,0,,0,0,12,22,LPD,0,3,0,0,0,1\n", " row 3: is no valid CSV; look for a stray quotation mark.")]
    public void ReadLabels_BrokenTable_SaysFileRowColumnAndValue(string text, string problem)
    {
        var path = _folder["train.csv"];
        var error = Assert.Throws<HmsDataException>(() => Read(text.Replace("HEADER", HmsSet.LabelHeader).Replace("GOOD", Good)));
        var expected = problem.Replace("HEADER", HmsSet.LabelHeader);
        Assert.Equal(path + (expected.StartsWith(' ') ? "" : ": ") + expected, error.Message);
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void ReadLabels_AbsentFile_SaysSo()
    {
        var error = Assert.Throws<HmsDataException>(() => LabelFile.ReadLabels(_folder["none.csv"]));
        Assert.StartsWith($"{_folder["none.csv"]}: cannot be opened: ", error.Message);
    }

    [Fact]
    public void ReadTest_GoodAndDoubleRows_ReadsAndRefuses()
    {
        File.WriteAllText(_folder["test.csv"], "spectrogram_id,eeg_id,patient_id\n5,6,7\n,8,7\n");
        Assert.Equal([new TestRow(6, 5, 7), new TestRow(8, null, 7)], LabelFile.ReadTest(_folder["test.csv"]));
        File.AppendAllText(_folder["test.csv"], "5,6,7\n");
        var error = Assert.Throws<HmsDataException>(() => LabelFile.ReadTest(_folder["test.csv"]));
        Assert.Equal($"{_folder["test.csv"]} row 4, column eeg_id: 6 occurs twice; one row per EEG is needed.", error.Message);
    }

    [Fact]
    public void Open_NoFolderOrNoTables_SaysWhatToName()
    {
        Assert.EndsWith("no such folder; name the folder that holds train.csv or test.csv.", Assert.Throws<HmsDataException>(() => HmsFolder.Open(_folder["none"])).Message);
        Assert.Contains("holds neither train.csv nor test.csv", Assert.Throws<HmsDataException>(() => HmsFolder.Open(_folder.Path)).Message);
    }

    [Fact]
    public void EegPath_NoFile_NamesBothPlaces()
    {
        var folder = HmsSet.Folder(_folder.Path, HmsSet.Labels(Good));
        var error = Assert.Throws<HmsDataException>(() => folder.EegPath(5));
        Assert.Contains("EEG 5 has no file: neither train_eegs/5.parquet nor test_eegs/5.parquet exists", error.Message);
    }

    private IReadOnlyList<LabelRow> Read(string text)
    {
        File.WriteAllText(_folder["train.csv"], text);
        return LabelFile.ReadLabels(_folder["train.csv"]);
    }
}
