using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Limits the values of each row to two of its own quantiles.</summary>
[Description("Limits the values of each row to two of its own quantiles.")]
[Key("quantileClip")]
public sealed record QuantileClipStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Quantile of the lower limit; 0 for none.</summary>
    [Description("Quantile of the lower limit; 0 for none.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double Low { get; init; } = 0.01;

    /// <summary>Quantile of the upper limit; 1 for none.</summary>
    [Description("Quantile of the upper limit; 1 for none.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double High { get; init; } = 0.99;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Low >= High) { yield return new SettingsProblem(FormattableString.Invariant($"low {Low} must be below high {High}."), "low", "high"); }
    }
}
