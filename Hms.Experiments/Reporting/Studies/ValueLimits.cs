namespace Hms.Experiments.Reporting.Studies;

/// <summary>The part of an axis of values that is worth showing: bad outliers do not flatten the rest.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Hidden">How many values lie outside.</param>
internal sealed record ValueLimits(double Low, double High, int Hidden)
{
    private const double TypicalShare = 0.9;
    private const double OutlierRatio = 3;
    private const double Margin = 0.06;

    /// <summary>All values, unless the worst tenth is more than three times as wide as the other nine: those are cut.</summary>
    public static ValueLimits Of(IEnumerable<double> values, Hms.Tuning.Studies.StudyDirection direction)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0) { return new ValueLimits(0, 1, 0); }
        var minimize = direction == Hms.Tuning.Studies.StudyDirection.Minimize;
        var (best, worst) = minimize ? (sorted[0], sorted[^1]) : (sorted[^1], sorted[0]);
        var typical = sorted[(int)Math.Round((sorted.Length - 1) * (minimize ? TypicalShare : 1 - TypicalShare))];
        var isCut = typical != best && Math.Abs(worst - best) > OutlierRatio * Math.Abs(typical - best);
        var end = isCut ? best + 1.5 * (typical - best) : worst;
        var (low, high) = (Math.Min(best, end), Math.Max(best, end));
        var margin = high > low ? Margin * (high - low) : Math.Max(0.5, Math.Abs(low) * 0.1);
        return new ValueLimits(low - margin, high + margin, sorted.Count(x => x < low - margin || x > high + margin));
    }

    /// <summary>What a title says of the values outside; empty for none.</summary>
    public string Note => Hidden == 0 ? "" : Hidden == 1 ? " (1 value lies outside)" : $" ({Hidden} values lie outside)";
}
