namespace Hms.Experiments.Ensembles;

/// <summary>The out-of-fold predictions of one model of an ensemble.</summary>
/// <param name="Name">Name of the model, as reports show it.</param>
/// <param name="Probabilities">Probabilities, [rows, classes] row-major: each row at least 0, its sum 1.</param>
public sealed record EnsembleMember(string Name, double[] Probabilities);
