using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>What the filters with cutoffs share.</summary>
[Description("A filter with cutoffs.")]
public abstract record FrequencyFilterStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Lower cutoff; frequencies below are removed (band stop: kept); not set: none.</summary>
    [Description("Lower cutoff; frequencies below are removed (band stop: kept); not set: none.")]
    [Limits(MoreThan = 0)]
    public double? LowCutoffHz { get; init; }

    /// <summary>Upper cutoff; frequencies above are removed (band stop: kept); not set: none.</summary>
    [Description("Upper cutoff; frequencies above are removed (band stop: kept); not set: none.")]
    [Limits(MoreThan = 0)]
    public double? HighCutoffHz { get; init; }

    /// <summary>Whether the frequencies between both cutoffs pass or are stopped; stop needs both cutoffs.</summary>
    [Description("Whether the frequencies between both cutoffs pass or are stopped; stop needs both cutoffs.")]
    public FilterBand Band { get; init; } = FilterBand.Pass;

    /// <inheritdoc />
    public virtual IEnumerable<SettingsProblem> Check()
    {
        if (LowCutoffHz is null && HighCutoffHz is null)
        {
            yield return new SettingsProblem("a filter needs lowCutoffHz, highCutoffHz or both.", "lowCutoffHz", "highCutoffHz");
        }
        else if (Band == FilterBand.Stop && (LowCutoffHz is null || HighCutoffHz is null))
        {
            yield return new SettingsProblem("\"band\": \"stop\" needs both lowCutoffHz and highCutoffHz.", "band");
        }
        if (LowCutoffHz >= HighCutoffHz)
        {
            yield return new SettingsProblem(FormattableString.Invariant($"lowCutoffHz {LowCutoffHz} must be below highCutoffHz {HighCutoffHz}."), "lowCutoffHz", "highCutoffHz");
        }
        if (SettingsProblem.BeyondNyquist(LowCutoffHz, "lowCutoffHz") is { } low) { yield return low; }
        if (SettingsProblem.BeyondNyquist(HighCutoffHz, "highCutoffHz") is { } high) { yield return high; }
    }
}
