namespace Hms.Training.Features;

/// <summary>Multinomial logistic regression (softmax of weighted sums, maximum entropy) on standardised features, by ML.NET's L-BFGS.</summary>
/// <remarks>
/// Minimises the weighted mean divergence from the votes + L2 / 2 |w|^2 + L1 |w|; intercepts are not penalised. Features are standardised by the mean and standard deviation
/// of the training rows first, so one penalty suits all. Source: Andrew and Gao, Scalable training of L1-regularized log-linear models, 2007.
/// </remarks>
public sealed record LogisticRegressionLearner : FeatureLearner
{
    /// <summary>L1 penalty of the weights of standardised features; above 0 it makes some of them 0.</summary>
    public double L1 { get; init; }

    /// <summary>L2 penalty of the weights of standardised features.</summary>
    public double L2 { get; init; } = 0.01;

    /// <summary>Steps at most, at least 1.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>Ends earlier where a step improves the loss by less than about this share, above 0.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <inheritdoc />
    public override string Name => "logisticRegression";

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate() =>
    [
        .. Unless(L1 >= 0 && double.IsFinite(L1), $"L1 {L1} must be at least 0."),
        .. Unless(L2 >= 0 && double.IsFinite(L2), $"L2 {L2} must be at least 0."),
        .. Unless(Iterations >= 1, $"Iterations {Iterations} must be at least 1."),
        .. Unless(Tolerance > 0 && double.IsFinite(Tolerance), $"Tolerance {Tolerance} must be above 0."),
    ];
}
