namespace Hms.Experiments.Ensembles;

/// <summary>A way of joining models that is fitted to out-of-fold predictions.</summary>
public interface ICombinationFitter
{
    /// <summary>Name of the way, as reports show it.</summary>
    string Name { get; }

    /// <summary>Fits to some rows; the same rows give the same fit.</summary>
    /// <param name="data">The data.</param>
    /// <param name="rows">The rows that may be looked at; no other is.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    FittedCombination Fit(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken);
}
