using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Further epochs on training rows with many votes only; optimizer and schedule begin anew.</summary>
[Description("Further epochs on training rows with many votes only; optimizer and schedule begin anew.")]
public sealed record SecondStageSettings
{
    /// <summary>Smallest number of votes of a training row of this stage.</summary>
    [Description("Smallest number of votes of a training row of this stage.")]
    [Limits(MoreThan = 0)]
    public double MinimumVotes { get; init; } = 10;

    /// <summary>Passes over those rows.</summary>
    [Description("Passes over those rows.")]
    [Limits(AtLeast = 1, AtMost = 10000)]
    public int Epochs { get; init; } = 5;

    /// <summary>Factor of the learning rate.</summary>
    [Description("Factor of the learning rate.")]
    [Limits(MoreThan = 0, AtMost = 1000)]
    public double LearningRateFactor { get; init; } = 0.1;
}
