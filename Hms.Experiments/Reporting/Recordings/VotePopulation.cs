using Hms.Data;
using Hms.Data.Files;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>How far the experts of some rows agree.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="UnanimousShare">Part of them where all votes are for one class; NaN without rows.</param>
/// <param name="MeanTopShare">Mean part of the votes that are for the class with the most; NaN without rows.</param>
/// <param name="RowsByClass">Rows by the class with the most votes.</param>
/// <param name="TopShareByClass">Mean part of the votes for it, by that class; NaN where no row has it.</param>
internal sealed record VotePopulation(int Rows, double UnanimousShare, double MeanTopShare, IReadOnlyList<int> RowsByClass, IReadOnlyList<double> TopShareByClass)
{
    /// <summary>Counts rows.</summary>
    public static VotePopulation Of(IReadOnlyList<LabelRow> rows)
    {
        var tops = rows.Select(row => (Class: VoteStatistics.Largest(row), Share: row.Votes.Max() / (double)row.VoteCount)).ToList();
        var byClass = Enumerable.Range(0, VoteClasses.Count).Select(i => tops.Where(top => top.Class == i).Select(top => top.Share).ToList()).ToList();
        return new VotePopulation(
            rows.Count, tops.Count == 0 ? double.NaN : tops.Count(top => top.Share >= 1) / (double)tops.Count, Mean([.. tops.Select(top => top.Share)]),
            [.. byClass.Select(shares => shares.Count)], [.. byClass.Select(Mean)]);
    }

    private static double Mean(List<double> values) => values.Count == 0 ? double.NaN : values.Average();
}
