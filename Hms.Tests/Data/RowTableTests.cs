using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Rows;

namespace Hms.Tests.Data;

public sealed class RowTableTests
{
    private static readonly LabelRow[] Labels =
    [
        Label(1, eeg: 7, spectrogram: 70, offset: 0, [1, 0, 0, 0, 0, 2]),
        Label(2, eeg: 8, spectrogram: 70, offset: 0, [0, 5, 0, 0, 0, 0]),
        Label(3, eeg: 7, spectrogram: 70, offset: 4, [2, 0, 0, 0, 0, 3]),
        Label(4, eeg: 7, spectrogram: 70, offset: 6, [2, 0, 0, 0, 1, 2]),
        Label(5, eeg: 7, spectrogram: 70, offset: 9, [0, 0, 0, 0, 0, 1]),
    ];

    [Fact]
    public void FromLabels_PerEegSum_AddsVotesAndTakesTheMiddleWindow()
    {
        var rows = RowTable.FromLabels(Labels, RowUnit.Eeg, VoteAggregation.Sum);
        Assert.Equal([7L, 8L], rows.Select(row => row.EegId));
        Assert.Equal([5.0, 0, 0, 0, 1, 8], rows[0].Votes);
        Assert.Equal((4L, 6.0, 5), (rows[0].LabelId, rows[0].EegOffsetSeconds, rows[0].VoteCount));
        Assert.Equal(5.0 / 14, rows[0].Distribution()[0], 12);
    }

    [Fact]
    public void FromLabels_PerEegMaxVotesRow_TakesOneRowAndItsWindow()
    {
        var row = RowTable.FromLabels(Labels, RowUnit.Eeg, VoteAggregation.MaxVotesRow)[0];
        Assert.Equal([2.0, 0, 0, 0, 1, 2], row.Votes);
        Assert.Equal((4L, 6.0, 5), (row.LabelId, row.EegOffsetSeconds, row.VoteCount));
    }

    [Fact]
    public void FromLabels_PerSpectrogramAndPerRow_CountsRight()
    {
        var row = Assert.Single(RowTable.FromLabels(Labels, RowUnit.Spectrogram, VoteAggregation.Sum));
        Assert.Equal([5.0, 5, 0, 0, 1, 8], row.Votes);
        Assert.Equal(3L, row.LabelId);
        Assert.Equal([1L, 2, 3, 4, 5], RowTable.FromLabels(Labels, RowUnit.Row, VoteAggregation.Sum).Select(one => one.LabelId!.Value));
    }

    [Fact]
    public void FromLabels_PerSpectrogramWithoutOne_SaysHowMany()
    {
        var error = Assert.Throws<HmsDataException>(() => RowTable.FromLabels([Labels[0], Labels[1] with { SpectrogramId = null }], RowUnit.Spectrogram, VoteAggregation.Sum));
        Assert.Equal("1 of 2 label rows have no spectrogram_id (first: EEG 8); rows per spectrogram need one each. Take rows per EEG.", error.Message);
    }

    [Fact]
    public void FromTest_Rows_HaveNoVotes()
    {
        var row = Assert.Single(RowTable.FromTest([new TestRow(3, null, 4)]));
        Assert.Null(row.Votes);
        Assert.Equal(new double[6], row.Distribution());
        Assert.Equal(0, row.VoteCount);
    }

    private static LabelRow Label(long id, long eeg, long spectrogram, double offset, int[] votes) =>
        new() { EegId = eeg, SpectrogramId = spectrogram, EegOffsetSeconds = offset, SpectrogramOffsetSeconds = offset, LabelId = id, PatientId = 1, Votes = votes };
}
