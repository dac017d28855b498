namespace Hms.Signal.Statistics;

/// <summary>Hjorth's three descriptors of a signal (Hjorth 1970).</summary>
/// <param name="Activity">Variance, in unit^2.</param>
/// <param name="Mobility">Square root of the variance of the differences over the variance of the signal, a sample: a mean frequency. 0 for a constant signal.</param>
/// <param name="Complexity">Mobility of the differences over that of the signal: 1 for a sine, more for less regular shapes. 0 where the signal or its differences are constant.</param>
public readonly record struct HjorthParameters(double Activity, double Mobility, double Complexity);
