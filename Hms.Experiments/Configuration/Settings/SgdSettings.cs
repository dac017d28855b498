using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Stochastic gradient descent, with momentum or without.</summary>
[Description("Stochastic gradient descent, with momentum or without.")]
[Key("sgd")]
public sealed record SgdSettings : OptimizerSettings, ICheckedSettings
{
    /// <summary>Share of the last direction that is kept.</summary>
    [Description("Share of the last direction that is kept.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double Momentum { get; init; }

    /// <summary>Share of the gradient that does not enter the direction after the first step.</summary>
    [Description("Share of the gradient that does not enter the direction after the first step.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double Dampening { get; init; }

    /// <summary>Whether the gradient is taken ahead of the step; needs a momentum and no dampening.</summary>
    [Description("Whether the gradient is taken ahead of the step; needs a momentum and no dampening.")]
    public bool Nesterov { get; init; }

    /// <summary>Times the weight, added to its gradient.</summary>
    [Description("Times the weight, added to its gradient.")]
    [Limits(AtLeast = 0)]
    public double WeightDecay { get; init; }

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Nesterov && Momentum == 0) { yield return new SettingsProblem("nesterov's step needs a momentum above 0; write one, for example 0.9.", "nesterov", "momentum"); }
        if (Nesterov && Dampening > 0) { yield return new SettingsProblem(FormattableString.Invariant($"nesterov's step allows no dampening, but dampening is {Dampening}; leave one of the two out."), "dampening", "nesterov"); }
    }
}
