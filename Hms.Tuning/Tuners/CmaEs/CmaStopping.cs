using Hms.Tuning.Tuners.Evolution;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>When a run has converged.</summary>
/// <remarks>
/// After Hansen, arXiv:1604.00772, section B.3: values equal to 1e-12 over 10 + ⌈30 d/λ⌉ generations, deviations below 1e-12 of the first,
/// a covariance with a condition above 1e14, or steps too small to change the mean.
/// </remarks>
internal static class CmaStopping
{
    private const double ValueTolerance = 1e-12;
    private const double StepTolerance = 1e-12;
    private const double LargestCondition = 1e14;

    /// <summary>Generations whose values must agree.</summary>
    public static int Window(int dimensions, int population) => 10 + (int)Math.Ceiling(30.0 * dimensions / population);

    /// <summary>True when nothing more is to be expected from this run.</summary>
    public static bool HasConverged(CmaState state, IReadOnlyList<UnitAxis> axes, int window)
    {
        if (state.Extremes.Count >= window && state.Extremes.Max(x => x.Worst) - state.Extremes.Min(x => x.Best) < ValueTolerance) { return true; }
        if (state.Gaussian is not { } gaussian) { return false; }
        if (gaussian.Condition > LargestCondition || !double.IsFinite(gaussian.StepSize) || gaussian.StepSize == 0) { return true; }
        var moving = Enumerable.Range(0, gaussian.Dimensions).Where(i => !axes[i].IsGrid).ToList();
        if (moving.Count == 0) { return false; }
        return moving.TrueForAll(i => gaussian.Deviation(i) < StepTolerance * state.Run.StepSize)
            || moving.Exists(i => gaussian.Mean[i] == gaussian.Mean[i] + 0.2 * gaussian.Deviation(i));
    }
}
