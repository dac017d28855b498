using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis.Importance;

/// <summary>
/// PED-ANOVA (arXiv:2304.10255): for each parameter the Pearson divergence of its density among the best trials from that in the region, Σ p_region (p_best / p_region − 1)²,
/// times (|best| / |region|)².
/// </summary>
/// <remarks>
/// A parameter that only some trials have, or whose range changed, is compared within each distribution that it was drawn from: with α the share of the best trials that drew from it and β
/// that of the region, the divergence counts α²/β (conditional PED-ANOVA, arXiv:2601.20800).
/// </remarks>
internal sealed class PedAnova
{
    private const int LeastTrialsOfDistribution = 2;
    private const int FewBest = 5;
    private readonly IReadOnlyList<Trial> _region;
    private readonly HashSet<int> _best;
    private readonly List<string> _notes;

    public PedAnova(IReadOnlyList<(Trial Trial, double Value)> points, AnalysisTarget target, ImportanceOptions options, List<string> notes)
    {
        var sign = target.Direction == StudyDirection.Minimize ? 1 : -1;
        double[] losses = [.. points.Select(x => sign * x.Value).Order()];
        var (best, region) = (Cutoff(losses, options.TargetQuantile), Cutoff(losses, options.RegionQuantile));
        _region = [.. points.Where(x => sign * x.Value <= region).Select(x => x.Trial)];
        _best = [.. points.Where(x => sign * x.Value <= best).Select(x => x.Trial.Number)];
        _notes = notes;
        if (_best.Count == _region.Count) { notes.Add($"The best {options.TargetQuantile:P0} and the trials that they are compared with are the same {_best.Count} trials (ties); all importances are 0."); }
        else if (_best.Count < FewBest) { notes.Add($"Only {_best.Count} trials are among the best {options.TargetQuantile:P0}; with fewer than {FewBest} the figures are rough."); }
    }

    public IReadOnlyList<ParameterImportance> Compute(IEnumerable<string> names)
    {
        var share = _best.Count / (double)_region.Count;
        return [.. names.Select(x => new ParameterImportance(x, share * share * Importance(x), null, _region.Count(t => t.Parameters.Contains(x))))];
    }

    /// <summary>The value that the best share of the trials does not exceed; ties belong to it.</summary>
    private static double Cutoff(double[] sorted, double quantile) => sorted[Math.Clamp((int)Math.Ceiling(quantile * sorted.Length) - 1, 0, sorted.Length - 1)];

    private double Importance(string name)
    {
        var sum = 0.0;
        foreach (var group in _region.Where(x => x.Parameters.Contains(name)).GroupBy(x => DistributionOf(x, name)))
        {
            var (distribution, region) = (group.Key, group.ToList());
            if (region.Count < LeastTrialsOfDistribution)
            {
                _notes.Add($"Parameter '{name}': one trial drew from {distribution}; it is left out.");
                continue;
            }
            var best = region.Where(x => _best.Contains(x.Number)).ToList();
            if (distribution.ValueCount == 1 || best.Count == 0) { continue; }
            var (alpha, beta) = (best.Count / (double)_best.Count, region.Count / (double)_region.Count);
            sum += alpha * alpha / beta * Divergence(distribution, Values(best, name), Values(region, name));
        }
        return sum;
    }

    private static double Divergence(ParameterDistribution distribution, double[] best, double[] region)
    {
        var (p, q) = (GridDensity.Of(distribution, best), GridDensity.Of(distribution, region));
        var sum = 0.0;
        for (var i = 0; i < q.Length; i++) { sum += q[i] * (p[i] / q[i] - 1) * (p[i] / q[i] - 1); }
        return sum;
    }

    private static ParameterDistribution DistributionOf(Trial trial, string name) => trial.Parameters.TryGet(name, out var found) ? found.Distribution : throw new InvalidOperationException(name);

    private static double[] Values(IEnumerable<Trial> trials, string name) => [.. trials.Select(x => x.Parameters.GetInternal(name))];
}
