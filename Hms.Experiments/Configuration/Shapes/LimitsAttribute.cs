namespace Hms.Experiments.Configuration.Shapes;

/// <summary>Limits of a number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LimitsAttribute : Attribute
{
    /// <summary>Smallest allowed value.</summary>
    public double AtLeast { get; init; } = double.NegativeInfinity;

    /// <summary>Largest allowed value.</summary>
    public double AtMost { get; init; } = double.PositiveInfinity;

    /// <summary>Values must be larger than this.</summary>
    public double MoreThan { get; init; } = double.NegativeInfinity;

    /// <summary>Values must be smaller than this.</summary>
    public double LessThan { get; init; } = double.PositiveInfinity;

    /// <summary>Whether a number lies within; infinities and NaN never do.</summary>
    /// <param name="value">The number.</param>
    public bool Allows(double value) => double.IsFinite(value) && value >= AtLeast && value <= AtMost && value > MoreThan && value < LessThan;

    /// <summary>The limits in words, for example "at least 0 and below 1".</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (double.IsFinite(AtLeast)) { parts.Add(Invariant($"at least {AtLeast}")); }
        if (double.IsFinite(MoreThan)) { parts.Add(Invariant($"above {MoreThan}")); }
        if (double.IsFinite(AtMost)) { parts.Add(Invariant($"at most {AtMost}")); }
        if (double.IsFinite(LessThan)) { parts.Add(Invariant($"below {LessThan}")); }
        return parts.Count == 0 ? "a finite number" : string.Join(" and ", parts);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
