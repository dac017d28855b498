using Hms.Tuning.Numerics;

namespace Hms.Tuning.Analysis.Importance;

/// <summary>Grows one tree on a bootstrap sample: every axis is tried at every node, splits reduce the squared deviations most, until a node's values are all the same.</summary>
/// <remarks>Choices are split into two sets by their means (Breiman et al. 1984, for squared error the best such split); a choice without samples goes to the larger side.</remarks>
internal sealed class RegressionTree
{
    private readonly IReadOnlyList<ForestAxis> _axes;
    private readonly double[] _targets;
    private readonly int _maximumDepth;
    private readonly SplitMix64 _random;
    private readonly int[] _weights;
    private readonly bool[] _goesLeft;

    private RegressionTree(IReadOnlyList<ForestAxis> axes, double[] targets, int maximumDepth, SplitMix64 random)
    {
        (_axes, _targets, _maximumDepth, _random) = (axes, targets, maximumDepth, random);
        (_weights, _goesLeft) = (new int[targets.Length], new bool[targets.Length]);
        for (var i = 0; i < targets.Length; i++) { _weights[random.NextInteger(targets.Length)]++; }
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="axes">The parameters; at least one.</param>
    /// <param name="targets">Values of the trials.</param>
    /// <param name="maximumDepth">Largest number of splits on a way to a leaf.</param>
    /// <param name="random">Bootstrap sample and order among equal splits.</param>
    public static RegressionNode Grow(IReadOnlyList<ForestAxis> axes, double[] targets, int maximumDepth, SplitMix64 random)
    {
        var tree = new RegressionTree(axes, targets, maximumDepth, random);
        var sampled = Enumerable.Range(0, targets.Length).Where(i => tree._weights[i] > 0).ToArray();
        return tree.Grow([.. axes.Select(x => Sorted(sampled, x))], 0);
    }

    private static int[] Sorted(int[] samples, ForestAxis axis)
    {
        var sorted = samples.ToArray();
        Array.Sort(sorted, (a, b) => axis.Values[a] != axis.Values[b] ? axis.Values[a].CompareTo(axis.Values[b]) : a.CompareTo(b));
        return sorted;
    }

    /// <param name="sorted">The samples of the node, sorted by each axis; shape [axes][samples].</param>
    /// <param name="depth">Splits above the node.</param>
    private RegressionNode Grow(int[][] sorted, int depth)
    {
        var samples = sorted[0];
        var (weight, sum) = (0.0, 0.0);
        foreach (var i in samples) { (weight, sum) = (weight + _weights[i], sum + _weights[i] * _targets[i]); }
        var mean = sum / weight;
        if (depth >= _maximumDepth || Array.TrueForAll(samples, i => _targets[i] == _targets[samples[0]]) || FindSplit(sorted, mean, weight) is not { } split)
        {
            return new RegressionNode { Value = mean };
        }
        var axis = _axes[split.Axis];
        foreach (var i in samples) { _goesLeft[i] = split.GoesLeft is { } sets ? sets[(int)axis.Values[i]] : axis.Values[i] <= split.Threshold; }
        int[][] left = [.. sorted.Select(x => Array.FindAll(x, i => _goesLeft[i]))], right = [.. sorted.Select(x => Array.FindAll(x, i => !_goesLeft[i]))];
        return new RegressionNode
        {
            Axis = split.Axis, Threshold = split.Threshold, GoesLeft = split.GoesLeft, Value = mean, Reduction = split.Reduction,
            Left = Grow(left, depth + 1), Right = Grow(right, depth + 1),
        };
    }

    /// <summary>The best split of a node; of equal ones that of the axis drawn first.</summary>
    private Split? FindSplit(int[][] sorted, double mean, double weight)
    {
        Split? best = null;
        var order = Enumerable.Range(0, _axes.Count).ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)_random.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        foreach (var d in order)
        {
            var split = _axes[d].Choices > 0 ? SplitChoices(d, sorted[d], mean, weight) : SplitNumbers(d, sorted[d], mean, weight);
            if (split is not null && (best is null || split.Reduction > best.Reduction)) { best = split; }
        }
        return best;
    }

    private Split? SplitNumbers(int d, int[] sorted, double mean, double weight)
    {
        var values = _axes[d].Values;
        Split? best = null;
        var (leftWeight, leftSum) = (0.0, 0.0);
        for (var k = 0; k < sorted.Length - 1; k++)
        {
            var (here, next) = (values[sorted[k]], values[sorted[k + 1]]);
            leftWeight += _weights[sorted[k]];
            leftSum += _weights[sorted[k]] * (_targets[sorted[k]] - mean);
            var reduction = Reduction(leftWeight, leftSum, weight);
            if (here == next || (best is not null && !(reduction > best.Reduction))) { continue; }
            var middle = 0.5 * here + 0.5 * next;
            best = new Split(d, middle < next ? middle : here, null, reduction);
        }
        return best;
    }

    private Split? SplitChoices(int d, int[] samples, double mean, double weight)
    {
        var axis = _axes[d];
        var (weights, sums) = (new double[axis.Choices], new double[axis.Choices]);
        foreach (var i in samples)
        {
            weights[(int)axis.Values[i]] += _weights[i];
            sums[(int)axis.Values[i]] += _weights[i] * (_targets[i] - mean);
        }
        int[] present = [.. Enumerable.Range(0, axis.Choices).Where(c => weights[c] > 0).OrderBy(c => sums[c] / weights[c]).ThenBy(c => c)];
        var (bestCount, bestReduction, leftWeight, leftSum) = (0, double.NegativeInfinity, 0.0, 0.0);
        var bestWeight = 0.0;
        for (var k = 0; k < present.Length - 1; k++)
        {
            (leftWeight, leftSum) = (leftWeight + weights[present[k]], leftSum + sums[present[k]]);
            var reduction = Reduction(leftWeight, leftSum, weight);
            if (reduction > bestReduction) { (bestCount, bestReduction, bestWeight) = (k + 1, reduction, leftWeight); }
        }
        if (bestCount == 0) { return null; }
        var left = Enumerable.Range(0, axis.Choices).Select(c => weights[c] == 0 ? bestWeight > 0.5 * weight : Array.IndexOf(present, c) < bestCount).ToArray();
        return new Split(d, 0, left, bestReduction);
    }

    /// <summary>Reduction of the sum of squared deviations, for sums of deviations from the node's mean.</summary>
    private static double Reduction(double leftWeight, double leftSum, double weight) => leftSum * leftSum / leftWeight + leftSum * leftSum / (weight - leftWeight);

    private sealed record Split(int Axis, double Threshold, bool[]? GoesLeft, double Reduction);
}
