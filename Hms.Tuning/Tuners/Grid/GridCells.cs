using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.Grid;

/// <summary>All cells of a grid over a space, numbered along the conditional tree without duplicates.</summary>
internal sealed class GridCells
{
    private const long MostValues = 1_000_000;
    private readonly SearchSpace _space;
    private readonly GridNode[] _roots;

    /// <summary>Lays the grid.</summary>
    /// <param name="space">The space.</param>
    /// <param name="options">Points of continuous parameters.</param>
    /// <param name="decided">Values that are decided already; they need not lie on the grid.</param>
    /// <exception cref="ArgumentException">A parameter has no finite grid, or there are too many cells to count; the message lists all errors.</exception>
    public GridCells(SearchSpace space, GridOptions options, ParameterValues decided)
    {
        _space = space;
        var errors = options.Points.Keys.Where(x => space.Find(x) is null or { Distribution: CategoricalDistribution }).Order(StringComparer.Ordinal)
            .Select(x => $"Points names '{x}', which is no numeric parameter of this space.").ToList();
        var nodes = new Dictionary<string, GridNode>(StringComparer.Ordinal);
        foreach (var parameter in space.Parameters.Reverse())
        {
            var values = decided.TryGet(parameter.Name, out var given) ? [given.InternalValue] : Values(parameter, options, errors);
            if (values.Length == 0) { continue; }
            try { nodes[parameter.Name] = new GridNode(parameter, values, [.. space.Parameters.Where(x => x.Condition?.Parent == parameter.Name && nodes.ContainsKey(x.Name)).Select(x => nodes[x.Name])]); }
            catch (OverflowException) { errors.Add(TooMany); break; }
        }
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(space)); }
        _roots = [.. space.Parameters.Where(x => x.Condition is null).Select(x => nodes[x.Name])];
        try { Count = GridNode.CountOf(_roots); }
        catch (OverflowException exception) { throw new ArgumentException(TooMany, nameof(space), exception); }
    }

    /// <summary>Number of cells.</summary>
    public long Count { get; }

    private static string TooMany => $"The grid has more than {long.MaxValue} cells; take fewer points, or another tuner.";

    /// <summary>Cell number <paramref name="index"/>.</summary>
    public ParameterValues this[long index]
    {
        get
        {
            var values = new Dictionary<string, double>(StringComparer.Ordinal);
            GridNode.Write(_roots, index, values);
            return new ParameterValues(_space.Parameters.Where(x => values.ContainsKey(x.Name)).Select(x => new ParameterAssignment(x.Name, x.Distribution, values[x.Name])));
        }
    }

    /// <summary>Number of the cell with these values; null where they are not on the grid.</summary>
    public long? IndexOf(ParameterValues values) => GridNode.Find(_roots, values);

    /// <summary>Place <paramref name="position"/> of a random order of all cells: a Feistel network over the next power of four, walked until it falls on a cell.</summary>
    /// <remarks>Black and Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA 2002.</remarks>
    public long Shuffle(long position, ulong seed)
    {
        var half = (64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)Math.Max(1, Count - 1)) + 1) / 2;
        var mask = (1UL << half) - 1;
        var value = (ulong)position;
        do
        {
            var (left, right) = (value >> half, value & mask);
            for (var round = 0UL; round < 4; round++) { (left, right) = (right, left ^ (SplitMix64.Derive(seed, "grid", round, right) & mask)); }
            value = (left << half) | right;
        }
        while (value >= (ulong)Count);
        return (long)value;
    }

    private static double[] Values(SearchParameter parameter, GridOptions options, List<string> errors)
    {
        var distribution = parameter.Distribution;
        int? points = options.Points.TryGetValue(parameter.Name, out var own) ? own : distribution.ValueCount is null ? options.PointsPerParameter : null;
        if (distribution is CategoricalDistribution || points is null)
        {
            if (distribution.ValueCount is <= MostValues) { return [.. Enumerable.Range(0, (int)distribution.ValueCount.Value).Select(i => NumericScale.GridValue(distribution, i))]; }
            errors.Add(distribution.ValueCount is { } count
                ? $"Parameter '{parameter.Name}' has {count} values, a grid takes at most {MostValues}; name it in Points."
                : $"Parameter '{parameter.Name}' ({distribution}) is continuous; give it a step, set PointsPerParameter, or name it in Points.");
            return [];
        }
        var scale = NumericScale.Of(distribution);
        var (low, high) = distribution is IntDistribution integer ? (integer.Low, integer.High) : (((FloatDistribution)distribution).Low, ((FloatDistribution)distribution).High);
        var (from, to) = (scale.Transform(low), scale.Transform(high));
        return [.. Enumerable.Range(0, points.Value).Select(i => scale.ToInternal(points == 1 ? 0.5 * (from + to) : i == points - 1 ? to : from + (to - from) * i / (points.Value - 1))).Distinct()];
    }
}
