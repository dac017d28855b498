namespace Hms.Experiments.Ensembles;

/// <summary>The plain mean, which has nothing to fit: what every other combination must beat.</summary>
public sealed record MeanFitter : ICombinationFitter
{
    /// <inheritdoc />
    public string Name => "mean";

    /// <inheritdoc />
    public FittedCombination Fit(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken) => new MeanCombination(data.Members.Count);
}
