namespace Hms.Tuning.Tuners;

/// <summary>How wide the kernels of a <see cref="ParzenEstimator"/> are.</summary>
/// <param name="PriorWeight">Weight of the prior, of which a category's kernel leaves a share to every choice.</param>
/// <param name="Sharpness">Exponent of the number of kernels in the least bandwidth.</param>
/// <param name="LeastCells">On a grid the least bandwidth in cells; 0 for no such bound.</param>
/// <param name="CoarseCells">On a grid of at most so many cells (at the kernel's centre) the exponent is 1 and there is no bound in cells.</param>
internal readonly record struct KernelShape(double PriorWeight, double Sharpness, double LeastCells, double CoarseCells)
{
    /// <summary>As in Optuna.</summary>
    public static KernelShape Optuna { get; } = new(1, 1, 0, 0);
}
