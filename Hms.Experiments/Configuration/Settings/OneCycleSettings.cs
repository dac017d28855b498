using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Up to the learning rate and down below where it began, at each step; momentum (or beta1) moves against it.</summary>
[Description("Up to the learning rate and down below where it began, at each step; momentum (or beta1) moves against it.")]
[Key("oneCycle")]
public sealed record OneCycleSettings : ScheduleSettings, ICheckedSettings
{
    /// <summary>Share of all steps in which the rate rises.</summary>
    [Description("Share of all steps in which the rate rises.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double PctStart { get; init; } = 0.3;

    /// <summary>The first rate is the learning rate divided by this.</summary>
    [Description("The first rate is the learning rate divided by this.")]
    [Limits(AtLeast = 1)]
    public double DivFactor { get; init; } = 25;

    /// <summary>The last rate is the first one divided by this.</summary>
    [Description("The last rate is the first one divided by this.")]
    [Limits(AtLeast = 1)]
    public double FinalDivFactor { get; init; } = 10000;

    /// <summary>The form of the phases.</summary>
    [Description("The form of the phases.")]
    public AnnealingChoice Annealing { get; init; } = AnnealingChoice.Cosine;

    /// <summary>Two phases or three.</summary>
    [Description("Two phases or three.")]
    public OneCyclePhasesChoice Phases { get; init; } = OneCyclePhasesChoice.Two;

    /// <summary>Whether momentum (or beta1) moves against the rate.</summary>
    [Description("Whether momentum (or beta1) moves against the rate.")]
    public bool CycleMomentum { get; init; } = true;

    /// <summary>Momentum where the rate is highest.</summary>
    [Description("Momentum where the rate is highest.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double BaseMomentum { get; init; } = 0.85;

    /// <summary>Momentum where the rate is low.</summary>
    [Description("Momentum where the rate is low.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double MaxMomentum { get; init; } = 0.95;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (BaseMomentum > MaxMomentum) { yield return new SettingsProblem(FormattableString.Invariant($"baseMomentum {BaseMomentum} must not exceed maxMomentum {MaxMomentum}."), "baseMomentum", "maxMomentum"); }
        if (Phases == OneCyclePhasesChoice.Three && PctStart > 0.5) { yield return new SettingsProblem(FormattableString.Invariant($"with three phases the rate rises in at most half of the steps; pctStart is {PctStart}."), "pctStart", "phases"); }
    }
}
