using Hms.Benchmarks.Tuning.Problems;
using Hms.Tuning.Spaces;

namespace Hms.Benchmarks.Tuning;

/// <summary>A sweep whose trials report a learning curve.</summary>
/// <param name="Name">Name.</param>
/// <param name="Space">The parameters.</param>
/// <param name="Folds">Folds of a full trial.</param>
/// <param name="Epochs">Epochs of a fold.</param>
/// <param name="Curve">All reports of a full trial, by parameters and the trial's seed; the last one is its result.</param>
/// <param name="Rows">Losses of the rows at a step, by parameters, the trial's seed and the step; null where the problem has none.</param>
internal sealed record PruningProblem(string Name, SearchSpace Space, int Folds, int Epochs, Func<ParameterValues, int, double[]> Curve, Func<ParameterValues, int, int, float[]>? Rows = null)
{
    /// <summary>Full trainings that the budget pays for.</summary>
    public const int FullTrainings = 30;

    /// <summary>Reports of a full trial.</summary>
    public int Steps => Folds * Epochs;

    /// <summary>Epochs of a sweep.</summary>
    public int Budget => FullTrainings * Steps;

    /// <summary>Reads a name: a task of LCBench by its number, or one of <see cref="PruningSimulatedFolds"/>.</summary>
    public static PruningProblem Find(string name) =>
        PruningSimulatedFolds.All.FirstOrDefault(x => x.Name == name) ?? new PruningProblem(name, LcbenchCurves.Space, 1, LcbenchCurves.Epochs, (x, _) => LcbenchCurves.Of(name).Curve(x, LcbenchCurves.Epochs));
}
