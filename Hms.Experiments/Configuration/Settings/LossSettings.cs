using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What the training makes small; validation is always judged by the plain KL divergence.</summary>
[Description("What the training makes small; validation is always judged by the plain KL divergence.")]
[OneOf(typeof(KullbackLeiblerSettings), typeof(CrossEntropySettings), PlainNames = true, Noun = "loss")]
public abstract record LossSettings
{
    /// <summary>Share of each row's votes that is spread evenly over all classes before the loss is taken.</summary>
    [Description("Share of each row's votes that is spread evenly over all classes before the loss is taken.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double LabelSmoothing { get; init; }
}
