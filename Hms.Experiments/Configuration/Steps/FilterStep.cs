using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Butterworth filter: low-pass, high-pass or, with both cutoffs, band-pass.</summary>
[Description("Butterworth filter: low-pass, high-pass or, with both cutoffs, band-pass.")]
[Key("filter")]
public sealed record FilterStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Frequencies below are removed; not set: none.</summary>
    [Description("Frequencies below are removed; not set: none.")]
    [Limits(MoreThan = 0)]
    public double? LowCutoffHz { get; init; }

    /// <summary>Frequencies above are removed; not set: none.</summary>
    [Description("Frequencies above are removed; not set: none.")]
    [Limits(MoreThan = 0)]
    public double? HighCutoffHz { get; init; }

    /// <summary>Order of the prototype.</summary>
    [Description("Order of the prototype.")]
    [Limits(AtLeast = 1, AtMost = 10)]
    public int Order { get; init; } = 2;

    /// <summary>Zero phase (forward and backward) or causal.</summary>
    [Description("Zero phase (forward and backward) or causal.")]
    public FilterPhase Phase { get; init; } = FilterPhase.Zero;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (LowCutoffHz is null && HighCutoffHz is null)
        {
            yield return new SettingsProblem("a filter needs lowCutoffHz, highCutoffHz or both.", "lowCutoffHz", "highCutoffHz");
        }
        if (LowCutoffHz >= HighCutoffHz)
        {
            yield return new SettingsProblem(FormattableString.Invariant($"lowCutoffHz {LowCutoffHz} must be below highCutoffHz {HighCutoffHz}."), "lowCutoffHz", "highCutoffHz");
        }
        if (SettingsProblem.BeyondNyquist(LowCutoffHz, "lowCutoffHz") is { } low) { yield return low; }
        if (SettingsProblem.BeyondNyquist(HighCutoffHz, "highCutoffHz") is { } high) { yield return high; }
    }
}
