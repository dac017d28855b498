using Hms.Tuning.Numerics;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>Which finished trials count as good.</summary>
/// <param name="Numbers">Their numbers, ascending.</param>
/// <param name="Weights">Their weights, at most 1, in the same order; null where the age decides (one objective).</param>
/// <remarks>
/// One objective: the first of <see cref="TrialRanking"/>. Several (Ozaki et al., GECCO 2020; Watanabe, arXiv:2304.11127): by Pareto rank; of the rank that does not fit whole,
/// a subset of great hypervolume; a trial weighs as much as the good ones' hypervolume would lose without it. Then pruned ones, then those that break a constraint:
/// these weigh next to nothing beside complete feasible ones, and 1 while there are none, so that the search is led to where the constraints are kept.
/// </remarks>
internal sealed record TpeSplit(int[] Numbers, double[]? Weights)
{
    private const double LeastWeight = 1e-12;

    /// <summary>The reference point lies beyond the worst value by this share of the range, so that the ends of a front count too.</summary>
    private const double ReferenceMargin = 0.1;

    /// <summary>Splits finished trials.</summary>
    public static TpeSplit Of(IReadOnlyList<Trial> finished, IReadOnlyList<StudyDirection> directions, TpeOptions options)
    {
        var count = Math.Min((int)Math.Ceiling(options.GoodShare * finished.Count), options.MaximumGoodTrials);
        if (directions.Count == 1) { return new TpeSplit([.. TrialRanking.Best(finished, count, directions[0]).Select(x => x.Number).Order()], null); }
        var feasible = finished.Where(x => x.State == TrialState.Complete && x.Values.Count == directions.Count && x.Violation == 0).ToList();
        var losses = Losses(feasible, directions);
        var good = BestOfFronts(losses, Math.Min(count, feasible.Count)).Select(i => (feasible[i].Number, Loss: losses[i])).OrderBy(x => x.Number).ToList();
        var fillWeight = good.Count > 0 ? LeastWeight : 1;
        var weights = Contributions([.. good.Select(x => x.Loss)]);
        var chosen = good.Select(x => x.Number).ToHashSet();
        var filled = TrialRanking.Best([.. finished.Where(x => !chosen.Contains(x.Number) && (x.State != TrialState.Complete || x.Violation > 0))], count - good.Count, directions[0]);
        var all = good.Select((x, i) => (x.Number, Weight: weights[i])).Concat(filled.Select(x => (x.Number, Weight: fillWeight))).OrderBy(x => x.Number).ToList();
        return new TpeSplit([.. all.Select(x => x.Number)], [.. all.Select(x => x.Weight)]);
    }

    /// <summary>To be minimised; what is not finite lies one range beyond the finite values.</summary>
    private static double[][] Losses(List<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        double[][] losses = [.. trials.Select(x => ParetoFronts.Losses(x.Values, directions))];
        for (var m = 0; m < directions.Count; m++)
        {
            var finite = losses.Select(x => x[m]).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
            var (low, high) = (finite.Min(), finite.Max());
            var range = high > low ? high - low : 1;
            foreach (var loss in losses) { loss[m] = double.IsFinite(loss[m]) ? loss[m] : loss[m] < 0 ? low - range : high + range; }
        }
        return losses;
    }

    private static List<int> BestOfFronts(double[][] losses, int count)
    {
        var chosen = new List<int>(count);
        var ranks = ParetoFronts.Ranks(losses);
        for (var rank = 0; chosen.Count < count; rank++)
        {
            var front = Enumerable.Range(0, losses.Length).Where(i => ranks[i] == rank).ToArray();
            if (chosen.Count + front.Length <= count) { chosen.AddRange(front); }
            else
            {
                double[][] points = [.. front.Select(i => losses[i])];
                chosen.AddRange(Hypervolume.GreedySubset(points, count - chosen.Count, Reference(points)).Select(i => front[i]));
            }
        }
        return chosen;
    }

    private static double[] Contributions(double[][] losses)
    {
        if (losses.Length == 0) { return []; }
        var contributions = Hypervolume.Contributions(losses, Reference(losses));
        var largest = contributions.Max();
        return [.. contributions.Select(x => largest > 0 ? Math.Max(x / largest, LeastWeight) : 1)];
    }

    private static double[] Reference(double[][] losses) => [.. Enumerable.Range(0, losses[0].Length).Select(m =>
    {
        var (low, high) = (losses.Min(x => x[m]), losses.Max(x => x[m]));
        return high + (high > low ? ReferenceMargin * (high - low) : 1);
    })];
}
