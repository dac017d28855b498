using Hms.Data;
using Hms.Data.Files;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>How classes and votes are distributed in a train.csv: by row, by EEG and by spectrogram.</summary>
/// <param name="Rows">Label rows.</param>
/// <param name="Eegs">EEGs.</param>
/// <param name="Spectrograms">Spectrograms; rows without one count as a group of their EEG.</param>
/// <param name="Patients">Patients.</param>
/// <param name="Classes">One for each class, in the order of <see cref="VoteClasses.Names"/>.</param>
/// <param name="VotesPerRow">How many rows have 1, 2, 3, ... votes.</param>
/// <param name="Few">Rows with fewer than <see cref="ManyVotes"/> votes.</param>
/// <param name="Many">Rows with at least as many.</param>
internal sealed record VoteStatistics(
    int Rows, int Eegs, int Spectrograms, int Patients, IReadOnlyList<ClassStatistics> Classes, IReadOnlyList<int> VotesPerRow, VotePopulation Few, VotePopulation Many)
{
    /// <summary>Where the two populations of rows part.</summary>
    public const int ManyVotes = 10;

    /// <summary>Counts a table.</summary>
    /// <param name="labels">Rows of train.csv.</param>
    public static VoteStatistics Of(IReadOnlyList<LabelRow> labels)
    {
        var eegs = Shares(labels.GroupBy(row => row.EegId));
        var spectrograms = Shares(labels.GroupBy(row => row.SpectrogramId is { } id ? (Kind: 0, Id: id) : (Kind: 1, Id: row.EegId)));
        var classes = Enumerable.Range(0, VoteClasses.Count).Select(i => new ClassStatistics(
            VoteClasses.Names[i],
            labels.Sum(row => (long)row.Votes[i]),
            labels.Sum(row => (long)row.Votes[i]) / (double)labels.Sum(row => (long)row.VoteCount),
            eegs.Average(share => share[i]),
            spectrograms.Average(share => share[i]),
            labels.Count(row => Largest(row) == i),
            eegs.Count(share => VoteClasses.IndexOfLargest(share) == i),
            spectrograms.Count(share => VoteClasses.IndexOfLargest(share) == i))).ToList();
        var counts = labels.CountBy(row => row.VoteCount).ToDictionary();
        return new VoteStatistics(
            labels.Count, eegs.Count, spectrograms.Count, labels.Select(row => row.PatientId).Distinct().Count(), classes,
            [.. Enumerable.Range(1, counts.Keys.Max()).Select(n => counts.GetValueOrDefault(n))],
            VotePopulation.Of([.. labels.Where(row => row.VoteCount < ManyVotes)]),
            VotePopulation.Of([.. labels.Where(row => row.VoteCount >= ManyVotes)]));
    }

    /// <summary>The class with the most votes; the first one on ties.</summary>
    internal static int Largest(LabelRow row) => VoteClasses.IndexOfLargest([.. row.Votes.Select(count => (double)count)]);

    /// <summary>For each group its six sums of votes divided by their total.</summary>
    private static List<double[]> Shares<TKey>(IEnumerable<IGrouping<TKey, LabelRow>> groups) => [.. groups.Select(group =>
    {
        var sums = Enumerable.Range(0, VoteClasses.Count).Select(i => group.Sum(row => (double)row.Votes[i])).ToArray();
        var total = sums.Sum();
        return Array.ConvertAll(sums, sum => sum / total);
    })];
}
