namespace Hms.Experiments.Evaluation;

/// <summary>A bootstrap interval by patient: percentiles of the resamples, with tails widened for few patients.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Level">Nominal coverage, for example 0.95.</param>
/// <param name="Draws">Resamples drawn.</param>
public sealed record BootstrapInterval(double Low, double High, double Level, int Draws);
