using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Tuners.Grid;

namespace Hms.Tuning.Tuners;

/// <summary>A random combination that no trial has yet, for small discrete spaces, where draws repeat before everything was tried.</summary>
internal static class UnseenCell
{
    /// <summary>Combinations up to which they are listed.</summary>
    private const int MostCells = 100_000;

    /// <summary>An unseen combination with the fixed values, each with the same probability; null when there is none, or the space is not discrete or not small.</summary>
    public static ParameterValues? Draw(TuningContext context, SplitMix64 random)
    {
        if (!IsSmall(context) || TryList(context) is not { Count: <= MostCells } cells) { return null; }
        var isSeen = new bool[cells.Count];
        foreach (var trial in context.History.Concat(context.Pending))
        {
            if (cells.IndexOf(trial.Parameters) is { } cell) { isSeen[cell] = true; }
        }
        var unseen = Enumerable.Range(0, isSeen.Length).Where(x => !isSeen[x]).ToArray();
        return unseen.Length == 0 ? null : cells[unseen[random.NextInteger(unseen.Length)]];
    }

    /// <summary>Null for more combinations than a long holds.</summary>
    private static GridCells? TryList(TuningContext context)
    {
        try { return new GridCells(context.Space, new GridOptions(), context.Fixed); }
        catch (ArgumentException) { return null; }
    }

    /// <summary>
    /// A bound that needs no listing: no more values in all, and no more combinations of the parameters without conditions. A branch may still multiply to more.
    /// </summary>
    private static bool IsSmall(TuningContext context)
    {
        var (values, cells) = (0.0, 1.0);
        foreach (var parameter in context.Space.Parameters.Where(x => !context.Fixed.Contains(x.Name)))
        {
            if (parameter.Distribution.ValueCount is not { } count) { return false; }
            values += count;
            if (parameter.Condition is null) { cells *= count; }
        }
        return values <= MostCells && cells <= MostCells;
    }
}
