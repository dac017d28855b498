using Hms.Data.Files;

namespace Hms.Data.Rows;

/// <summary>Makes rows of learning or scoring from label and test tables.</summary>
public static class RowTable
{
    /// <summary>One row per EEG, per spectrogram or per label row, in the order in which each occurs first.</summary>
    /// <param name="labels">Rows of train.csv.</param>
    /// <param name="unit">What a row is.</param>
    /// <param name="aggregation">How the votes of its label rows are joined; without effect for <see cref="RowUnit.Row"/>.</param>
    /// <returns>
    /// The window is that of the middle label row (index n/2 of n, in file order), for <see cref="VoteAggregation.MaxVotesRow"/> the middle one of the rows
    /// with the most votes.
    /// </returns>
    /// <exception cref="HmsDataException">The unit is the spectrogram and a row has none.</exception>
    public static IReadOnlyList<RecordingRow> FromLabels(IReadOnlyList<LabelRow> labels, RowUnit unit, VoteAggregation aggregation) => unit switch
    {
        RowUnit.Row => [.. labels.Select(row => Join([row], VoteAggregation.Sum))],
        RowUnit.Eeg => Group(labels, row => row.EegId, aggregation),
        RowUnit.Spectrogram => Group(RequireSpectrograms(labels), row => row.SpectrogramId!.Value, aggregation),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Eeg, Spectrogram or Row is needed."),
    };

    /// <summary>One row per row of test.csv; votes unknown, windows at 0 s.</summary>
    /// <param name="tests">Rows of test.csv.</param>
    public static IReadOnlyList<RecordingRow> FromTest(IReadOnlyList<TestRow> tests) =>
        [.. tests.Select(row => new RecordingRow { EegId = row.EegId, SpectrogramId = row.SpectrogramId, PatientId = row.PatientId })];

    private static IReadOnlyList<RecordingRow> Group(IReadOnlyList<LabelRow> labels, Func<LabelRow, long> key, VoteAggregation aggregation)
    {
        // GroupBy keeps the order of first occurrence.
        return [.. labels.GroupBy(key).Select(group => Join([.. group], aggregation))];
    }

    private static RecordingRow Join(IReadOnlyList<LabelRow> rows, VoteAggregation aggregation)
    {
        var most = rows.Max(row => row.VoteCount);
        var speakers = aggregation == VoteAggregation.MaxVotesRow ? rows.Where(row => row.VoteCount == most).ToList() : rows;
        var middle = speakers[speakers.Count / 2];
        var counted = aggregation == VoteAggregation.MaxVotesRow ? [middle] : rows;
        return new RecordingRow
        {
            EegId = middle.EegId,
            SpectrogramId = middle.SpectrogramId,
            PatientId = middle.PatientId,
            LabelId = middle.LabelId,
            EegOffsetSeconds = middle.EegOffsetSeconds,
            SpectrogramOffsetSeconds = middle.SpectrogramOffsetSeconds,
            Votes = [.. Enumerable.Range(0, VoteClasses.Count).Select(i => counted.Sum(row => (double)row.Votes[i]))],
            VoteCount = most,
        };
    }

    private static IReadOnlyList<LabelRow> RequireSpectrograms(IReadOnlyList<LabelRow> labels)
    {
        var without = labels.Where(row => row.SpectrogramId is null).ToList();
        if (without.Count == 0) { return labels; }
        throw new HmsDataException(null, $"{without.Count} of {labels.Count} label rows have no spectrogram_id (first: EEG {without[0].EegId}); rows per spectrogram need one each. Take rows per EEG.");
    }
}
