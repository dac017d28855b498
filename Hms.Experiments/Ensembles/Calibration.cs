namespace Hms.Experiments.Ensembles;

/// <summary>A calibration of probabilities: q proportional to p^(1 / temperature) * e^bias.</summary>
/// <param name="Temperature">Above 1 makes predictions less sure, below 1 surer; 1 leaves them.</param>
/// <param name="Bias">Bias of each class, their sum 0.</param>
public sealed record Calibration(double Temperature, IReadOnlyList<double> Bias)
{
    /// <summary>Calibrates the probabilities of one row in place.</summary>
    /// <param name="probabilities">One for each class; clipped to [1e-15, 1 - 1e-15] before their logarithms.</param>
    public void Apply(Span<double> probabilities)
    {
        for (var c = 0; c < probabilities.Length; c++) { probabilities[c] = LogBlendCombination.LogOf(probabilities[c]) / Temperature + Bias[c]; }
        LogBlendCombination.Softmax(probabilities);
    }
}
