using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Multinomial logistic regression on standardised features.</summary>
[Description("Multinomial logistic regression on standardised features.")]
[Key("logisticRegression")]
public sealed record LogisticRegressionLearnerSettings : LearnerSettings
{
    /// <summary>L1 penalty of the weights; above 0 it makes some of them 0.</summary>
    [Description("L1 penalty of the weights; above 0 it makes some of them 0.")]
    [Limits(AtLeast = 0)]
    public double L1 { get; init; } = 0;

    /// <summary>L2 penalty of the weights.</summary>
    [Description("L2 penalty of the weights.")]
    [Limits(AtLeast = 0)]
    public double L2 { get; init; } = 0.01;

    /// <summary>Steps at most.</summary>
    [Description("Steps at most.")]
    [Limits(AtLeast = 1, AtMost = 1000000)]
    public int Iterations { get; init; } = 1000;

    /// <summary>Ends earlier where a step improves the loss by less than about this share.</summary>
    [Description("Ends earlier where a step improves the loss by less than about this share.")]
    [Limits(MoreThan = 0, LessThan = 1)]
    public double Tolerance { get; init; } = 1e-7;
}
