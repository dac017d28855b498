namespace Hms.Tuning.Analysis.Importance;

/// <summary>The exact decomposition of one tree's variance over the whole space, every parameter uniform on its scale (Hutter, Hoos, Leyton-Brown 2014).</summary>
/// <remarks>
/// A tree is constant on boxes, one for each leaf. The marginal of a parameter is constant between two neighbouring thresholds of that parameter: the mean of the leaves that reach
/// there, each weighed by its share of the remaining space. So every variance is a finite sum.
/// </remarks>
internal sealed class FanovaTree
{
    private readonly IReadOnlyList<ForestAxis> _axes;
    private readonly double[][] _edges;
    private readonly double[][] _sizes;
    private readonly List<Leaf> _leaves = [];

    public FanovaTree(RegressionNode root, IReadOnlyList<ForestAxis> axes)
    {
        _axes = axes;
        var thresholds = axes.Select(_ => new SortedSet<double>()).ToArray();
        Collect(root, thresholds);
        _edges = [.. axes.Select((x, d) => x.Choices > 0 ? [] : (double[])[x.Low, .. thresholds[d].Where(t => t > x.Low && t < x.High), x.High])];
        _sizes = [.. axes.Select((x, d) => x.Choices > 0 ? Enumerable.Repeat(1.0 / x.Choices, x.Choices).ToArray() : Widths(_edges[d]))];
        Visit(root, [.. _sizes.Select((x, d) => new Cover(0, x.Length, axes[d].Choices > 0 ? Enumerable.Repeat(true, x.Length).ToArray() : null))]);
        var mean = _leaves.Sum(x => x.Volume * x.Value);
        for (var i = 0; i < _leaves.Count; i++) { _leaves[i] = _leaves[i] with { Value = _leaves[i].Value - mean }; }
        Variance = _leaves.Sum(x => x.Volume * x.Value * x.Value);
    }

    /// <summary>Variance of the tree over the space.</summary>
    public double Variance { get; }

    /// <summary>Variance of the marginal of one parameter.</summary>
    public double MarginalVariance(int d)
    {
        var steps = new double[_sizes[d].Length + 1];
        foreach (var leaf in _leaves)
        {
            var height = leaf.Value * leaf.Volume / leaf.Fractions[d];
            foreach (var (from, to) in leaf.Runs[d]) { (steps[from], steps[to]) = (steps[from] + height, steps[to] - height); }
        }
        var (height2, level) = (0.0, 0.0);
        for (var i = 0; i < _sizes[d].Length; i++)
        {
            level += steps[i];
            height2 += _sizes[d][i] * level * level;
        }
        return height2;
    }

    /// <summary>Variance of the marginal of two parameters.</summary>
    public double MarginalVariance(int d, int e)
    {
        var (rows, columns) = (_sizes[d].Length, _sizes[e].Length);
        var steps = new double[rows + 1, columns + 1];
        foreach (var leaf in _leaves)
        {
            var height = leaf.Value * leaf.Volume / (leaf.Fractions[d] * leaf.Fractions[e]);
            foreach (var (top, bottom) in leaf.Runs[d])
            {
                foreach (var (from, to) in leaf.Runs[e])
                {
                    steps[top, from] += height;
                    steps[top, to] -= height;
                    steps[bottom, from] -= height;
                    steps[bottom, to] += height;
                }
            }
        }
        var variance = 0.0;
        var above = new double[columns];
        for (var i = 0; i < rows; i++)
        {
            var along = 0.0;
            for (var j = 0; j < columns; j++)
            {
                along += steps[i, j];
                above[j] += along;
                variance += _sizes[d][i] * _sizes[e][j] * above[j] * above[j];
            }
        }
        return variance;
    }

    private static double[] Widths(double[] edges) => [.. edges.Skip(1).Select((x, i) => (x - edges[i]) / (edges[^1] - edges[0]))];

    private static void Collect(RegressionNode node, SortedSet<double>[] thresholds)
    {
        if (node.Axis < 0) { return; }
        if (node.GoesLeft is null) { thresholds[node.Axis].Add(node.Threshold); }
        Collect(node.Left!, thresholds);
        Collect(node.Right!, thresholds);
    }

    /// <param name="node">A node.</param>
    /// <param name="cover">The cells of each axis that the node covers.</param>
    private void Visit(RegressionNode node, Cover[] cover)
    {
        if (node.Axis < 0)
        {
            AddLeaf(node.Value, cover);
            return;
        }
        var own = cover[node.Axis];
        var (left, right) = Divide(node, own);
        cover[node.Axis] = left;
        Visit(node.Left!, cover);
        cover[node.Axis] = right;
        Visit(node.Right!, cover);
        cover[node.Axis] = own;
    }

    private (Cover Left, Cover Right) Divide(RegressionNode node, Cover own)
    {
        if (node.GoesLeft is { } sets)
        {
            return (own with { Choices = [.. own.Choices!.Select((x, i) => x && sets[i])] }, own with { Choices = [.. own.Choices!.Select((x, i) => x && !sets[i])] });
        }
        var found = Array.BinarySearch(_edges[node.Axis], node.Threshold);
        var cell = Math.Clamp(found < 0 ? ~found : found, own.From, own.To);
        return (own with { To = cell }, own with { From = cell });
    }

    /// <summary>A leaf without volume (a threshold at the end of a range) counts nothing.</summary>
    private void AddLeaf(double value, Cover[] cover)
    {
        double[] fractions = [.. cover.Select(Fraction)];
        var volume = fractions.Aggregate(1.0, (a, b) => a * b);
        if (volume > 0) { _leaves.Add(new Leaf(value, volume, fractions, [.. cover.Select(Runs)])); }
    }

    private double Fraction(Cover cover, int d) => cover.Choices is { } choices
        ? choices.Count(x => x) / (double)choices.Length
        : (_edges[d][cover.To] - _edges[d][cover.From]) / (_edges[d][^1] - _edges[d][0]);

    private static (int From, int To)[] Runs(Cover cover)
    {
        if (cover.Choices is not { } choices) { return [(cover.From, cover.To)]; }
        var runs = new List<(int, int)>();
        for (var i = 0; i < choices.Length; i++)
        {
            if (!choices[i]) { continue; }
            var from = i;
            while (i < choices.Length && choices[i]) { i++; }
            runs.Add((from, i));
        }
        return [.. runs];
    }

    /// <summary>Cells From to To (exclusive) of an axis of numbers, or a set of choices.</summary>
    private readonly record struct Cover(int From, int To, bool[]? Choices);

    private sealed record Leaf(double Value, double Volume, double[] Fractions, (int From, int To)[][] Runs);
}
