namespace Hms.Experiments.Ensembles;

/// <summary>Fits the weights of a weighted mean by the mean KL divergence of the mixture, which is convex in them: the one best weighted mean.</summary>
public sealed record WeightedFitter : ICombinationFitter
{
    /// <inheritdoc />
    public string Name => "weighted";

    /// <inheritdoc />
    public FittedCombination Fit(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken) =>
        new WeightedCombination(new MixtureProblem(data, rows).Solve(cancellationToken));
}
