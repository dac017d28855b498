using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Limits values; a limit may be written as its natural logarithm.</summary>
[Description("Limits values; a limit may be written as its natural logarithm.")]
[Key("clip")]
public sealed record ClipStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Smaller values become this.</summary>
    [Description("Smaller values become this.")]
    [Limits]
    public double? Low { get; init; }

    /// <summary>Larger values become this.</summary>
    [Description("Larger values become this.")]
    [Limits]
    public double? High { get; init; }

    /// <summary>Natural logarithm of the lower limit.</summary>
    [Description("Natural logarithm of the lower limit.")]
    [Limits(AtLeast = -80, AtMost = 80)]
    public double? LowLn { get; init; }

    /// <summary>Natural logarithm of the upper limit.</summary>
    [Description("Natural logarithm of the upper limit.")]
    [Limits(AtLeast = -80, AtMost = 80)]
    public double? HighLn { get; init; }

    /// <summary>The lower limit as a value; null where there is none.</summary>
    public double? LowLimit => LowLn is { } ln ? Math.Exp(ln) : Low;

    /// <summary>The upper limit as a value; null where there is none.</summary>
    public double? HighLimit => HighLn is { } ln ? Math.Exp(ln) : High;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (LowLimit is null && HighLimit is null)
        {
            yield return new SettingsProblem("a clip needs a limit: low, high, lowLn or highLn.", "low", "high", "lowLn", "highLn");
        }
        if (Low is not null && LowLn is not null)
        {
            yield return new SettingsProblem("low and lowLn are the same limit; keep one.", "lowLn", "low");
        }
        if (High is not null && HighLn is not null)
        {
            yield return new SettingsProblem("high and highLn are the same limit; keep one.", "highLn", "high");
        }
        if (LowLimit >= HighLimit)
        {
            var (lowKey, highKey) = (LowLn is null ? "low" : "lowLn", HighLn is null ? "high" : "highLn");
            yield return new SettingsProblem(FormattableString.Invariant($"{lowKey} {LowLn ?? Low} must be below {highKey} {HighLn ?? High}."), lowKey, highKey);
        }
    }
}
