using Hms.Tuning.Numerics;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis.Importance;

/// <summary>Importance by a random forest: fANOVA and mean decrease in impurity.</summary>
internal sealed class ForestImportance
{
    private readonly IReadOnlyList<ForestAxis> _axes;
    private readonly RegressionNode[] _trees;
    private readonly int _count;

    private ForestImportance(IReadOnlyList<ForestAxis> axes, double[] targets, ImportanceOptions options)
    {
        (_axes, _count, _trees) = (axes, targets.Length, new RegressionNode[options.Trees]);
        Parallel.For(0, _trees.Length, t => _trees[t] = RegressionTree.Grow(axes, targets, options.MaximumDepth, new SplitMix64(SplitMix64.Derive(options.Seed, "importance forest", (ulong)t))));
    }

    public static ImportanceReport Compute(IReadOnlyList<(Trial Trial, double Value)> points, AnalysisTarget target, ImportanceOptions options, List<string> notes)
    {
        var names = options.Parameters ?? InEveryTrial(points, notes);
        var used = points.Where(x => names.All(x.Trial.Parameters.Contains)).ToList();
        if (used.Count < points.Count) { notes.Add($"{points.Count - used.Count} completed trials lack one of the parameters and are left out."); }
        if (used.Count < 2 || used.TrueForAll(x => x.Value == used[0].Value))
        {
            throw new StudyException($"Only {used.Count} completed trials with different values have {string.Join(", ", names)}; name fewer parameters, or use PED-ANOVA.");
        }
        List<Trial> trials = used.ConvertAll(x => x.Trial);
        var all = names.Select(x => ForestAxis.Of(ParameterAxis.Of(x, trials)!, trials)).ToList();
        var axes = all.Where(x => !x.IsConstant).ToList();
        if (axes.Count == 0) { throw new StudyException("No parameter that all completed trials have takes more than one value; nothing can be compared. Use PED-ANOVA for conditional parameters."); }
        var forest = new ForestImportance(axes, [.. used.Select(x => x.Value)], options);
        var (measured, pairs) = options.Method == ImportanceMethod.Fanova ? forest.ByVariance(options.Pairs) : (forest.ByImpurity(), []);
        measured = [.. measured, .. all.Where(x => x.IsConstant).Select(x => new ParameterImportance(x.Name, 0, 0, used.Count))];
        var divisor = ImportanceAnalysis.Divisor(measured, options.Scale);
        return new ImportanceReport(
            target.Name, options.Method, options.Scale, used.Count, ImportanceAnalysis.Scaled(measured, divisor),
            [.. pairs.Select(x => x with { Importance = x.Importance / divisor, StandardDeviation = x.StandardDeviation / divisor }).OrderByDescending(x => x.Importance)], notes);
    }

    private static IReadOnlyList<string> InEveryTrial(IReadOnlyList<(Trial Trial, double Value)> points, List<string> notes)
    {
        var names = ParameterAxis.Names(points.Select(x => x.Trial));
        var there = names.Where(x => points.All(p => p.Trial.Parameters.Contains(x))).ToList();
        if (there.Count < names.Count) { notes.Add($"Conditional parameters are left out ({string.Join(", ", names.Except(there))}); name them to look at the trials that have them, or use PED-ANOVA."); }
        return there;
    }

    /// <summary>Shares of each tree's variance; trees that are constant say nothing.</summary>
    private (IReadOnlyList<ParameterImportance> Single, IReadOnlyList<PairImportance> Pairs) ByVariance(ImportancePairs pairs)
    {
        FanovaTree[] trees = [.. _trees.Select(x => new FanovaTree(x, _axes)).Where(x => x.Variance > 0)];
        if (trees.Length == 0) { throw new StudyException("No tree of the forest explains anything; let the study go on."); }
        var single = _axes.Select((_, d) => trees.Select(x => x.MarginalVariance(d)).ToArray()).ToArray();
        ParameterImportance Measure(int d)
        {
            var (mean, deviation) = Moments([.. trees.Select((x, t) => single[d][t] / x.Variance)]);
            return new ParameterImportance(_axes[d].Name, mean, deviation, _count);
        }

        PairImportance MeasurePair(int d, int e)
        {
            var (mean, deviation) = Moments([.. trees.Select((x, t) => Math.Max(0, x.MarginalVariance(d, e) - single[d][t] - single[e][t]) / x.Variance)]);
            return new PairImportance(_axes[d].Name, _axes[e].Name, mean, deviation);
        }

        var range = Enumerable.Range(0, _axes.Count);
        return ([.. range.Select(Measure)], pairs == ImportancePairs.None ? [] : [.. from d in range from e in range where d < e select MeasurePair(d, e)]);
    }

    private IReadOnlyList<ParameterImportance> ByImpurity()
    {
        var shares = _trees.Select(Reductions).Where(x => x.Sum() > 0).Select(x => x.Select(v => v / x.Sum()).ToArray()).ToList();
        if (shares.Count == 0) { throw new StudyException("No tree of the forest explains anything; let the study go on."); }
        return [.. _axes.Select((axis, d) =>
        {
            var (mean, deviation) = Moments([.. shares.Select(x => x[d])]);
            return new ParameterImportance(axis.Name, mean, deviation, _count);
        })];
    }

    private double[] Reductions(RegressionNode root)
    {
        var sums = new double[_axes.Count];
        var open = new Stack<RegressionNode>([root]);
        while (open.TryPop(out var node))
        {
            if (node.Axis < 0) { continue; }
            sums[node.Axis] += node.Reduction;
            open.Push(node.Left!);
            open.Push(node.Right!);
        }
        return sums;
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Average(x => (x - mean) * (x - mean))));
    }
}
