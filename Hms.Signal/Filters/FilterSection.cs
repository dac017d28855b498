namespace Hms.Signal.Filters;

/// <summary>One second-order section: y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2].</summary>
/// <param name="B0">Weight of the present input.</param>
/// <param name="B1">Weight of the input one sample ago.</param>
/// <param name="B2">Weight of the input two samples ago.</param>
/// <param name="A1">Weight, subtracted, of the output one sample ago.</param>
/// <param name="A2">Weight, subtracted, of the output two samples ago.</param>
public readonly record struct FilterSection(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>Gain at 0 Hz.</summary>
    internal double SteadyGain => (B0 + B1 + B2) / (1 + A1 + A2);
}
