using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.Grid;

/// <summary>One parameter of a grid with the parameters that hang on its values.</summary>
internal sealed class GridNode
{
    private const double ValueTolerance = 1e-9;
    private readonly SearchParameter _parameter;
    private readonly double[] _values;
    private readonly GridNode[][] _children;
    private readonly long[] _ends;

    /// <param name="parameter">The parameter.</param>
    /// <param name="values">Its internal values on the grid.</param>
    /// <param name="children">Nodes of the parameters that depend on it.</param>
    public GridNode(SearchParameter parameter, double[] values, IReadOnlyList<GridNode> children)
    {
        (_parameter, _values) = (parameter, values);
        _children = [.. values.Select(v => children.Where(x => x._parameter.Condition!.Minimum <= v && v <= x._parameter.Condition.Maximum).ToArray())];
        _ends = new long[values.Length];
        for (var i = 0; i < values.Length; i++) { _ends[i] = checked((i > 0 ? _ends[i - 1] : 0) + CountOf(_children[i])); }
    }

    /// <summary>Number of combinations of this parameter and all below it.</summary>
    public long Count => _ends[^1];

    /// <summary>Number of combinations of independent nodes.</summary>
    /// <exception cref="OverflowException">More than a long holds.</exception>
    public static long CountOf(IReadOnlyList<GridNode> nodes) => nodes.Aggregate(1L, (product, x) => checked(product * x.Count));

    /// <summary>Writes combination number <paramref name="index"/> of independent nodes; the last node changes fastest.</summary>
    public static void Write(IReadOnlyList<GridNode> nodes, long index, Dictionary<string, double> values)
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            nodes[i].Write(index % nodes[i].Count, values);
            index /= nodes[i].Count;
        }
    }

    /// <summary>Number of a combination; null where a value is missing or not on the grid.</summary>
    public static long? Find(IReadOnlyList<GridNode> nodes, ParameterValues values)
    {
        var index = 0L;
        foreach (var node in nodes)
        {
            if (node.Find(values) is not { } digit) { return null; }
            index = index * node.Count + digit;
        }
        return index;
    }

    private void Write(long index, Dictionary<string, double> values)
    {
        var found = Array.BinarySearch(_ends, index + 1);
        var i = found < 0 ? ~found : found;
        values[_parameter.Name] = _values[i];
        Write(_children[i], index - (i > 0 ? _ends[i - 1] : 0), values);
    }

    private long? Find(ParameterValues values)
    {
        if (!values.TryGet(_parameter.Name, out var given)) { return null; }
        var i = Array.FindIndex(_values, x => Math.Abs(x - given.InternalValue) <= ValueTolerance * Math.Max(Math.Abs(x), 1e-300));
        if (i < 0 || Find(_children[i], values) is not { } below) { return null; }
        return (i > 0 ? _ends[i - 1] : 0) + below;
    }
}
