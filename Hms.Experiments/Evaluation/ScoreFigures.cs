namespace Hms.Experiments.Evaluation;

/// <summary>Figures over one set of rows.</summary>
/// <param name="Rows">Rows counted.</param>
/// <param name="Patients">Their patients.</param>
/// <param name="Kl">Mean KL divergence of the votes from the predictions, in nat.</param>
/// <param name="Interval">Bootstrap interval of it, patients drawn with their rows; null with fewer patients than <see cref="EvaluationOptions.MinPatients"/>.</param>
/// <param name="PriorKl">The same KL of each fold's class prior; null where no prior is known.</param>
/// <param name="UniformKl">The same KL of the same probability for every class.</param>
/// <param name="Accuracy">Share of rows whose most probable class is the consensus.</param>
public sealed record ScoreFigures(int Rows, int Patients, double Kl, BootstrapInterval? Interval, double? PriorKl, double UniformKl, double Accuracy);
