using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>A straight rise of the learning rate, at each step, before the schedule, which then has what is left of the training.</summary>
[Description("A straight rise of the learning rate, at each step, before the schedule, which then has what is left of the training.")]
public sealed record WarmUpSettings : ICheckedSettings
{
    /// <summary>Length in epochs; 0 for none. Not set: it is given in steps.</summary>
    [Description("Length in epochs; 0 for none. Not set: it is given in steps.")]
    [Limits(AtLeast = 0)]
    public int? Epochs { get; init; }

    /// <summary>Length in optimizer steps; 0 for none. Not set: it is given in epochs.</summary>
    [Description("Length in optimizer steps; 0 for none. Not set: it is given in epochs.")]
    [Limits(AtLeast = 0)]
    public int? Steps { get; init; }

    /// <summary>Rate of the first step as a share of the rate that the schedule begins with.</summary>
    [Description("Rate of the first step as a share of the rate that the schedule begins with.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double StartFactor { get; init; } = 0.01;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Epochs is null && Steps is null) { yield return new SettingsProblem("a warm-up needs a length; write epochs or steps.", "epochs"); }
        if (Epochs is not null && Steps is not null) { yield return new SettingsProblem("a warm-up has one length; write epochs or steps, not both.", "steps", "epochs"); }
    }
}
