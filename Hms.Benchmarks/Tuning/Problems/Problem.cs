using Hms.Tuning.Spaces;

namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>A test problem of hyperparameter search: a declared space and a function to minimise.</summary>
/// <param name="Name">Name, as in the recorded rows.</param>
/// <param name="Space">The parameters with their conditions.</param>
/// <param name="Evaluate">The loss; the same values give the same loss.</param>
internal sealed record Problem(string Name, SearchSpace Space, Func<ParameterValues, double> Evaluate);
