namespace Hms.Tuning.Tuners;

/// <summary>How wide the kernels of a <see cref="ParzenEstimator"/> are.</summary>
/// <param name="PriorWeight">Weight of the prior, of which a category's kernel leaves a share to every choice.</param>
/// <param name="Sharpness">Exponent of the number of kernels in the least bandwidth.</param>
/// <param name="LeastCells">On a grid the least bandwidth in cells; 0 for no such bound.</param>
internal readonly record struct KernelShape(double PriorWeight, double Sharpness, double LeastCells)
{
    /// <summary>As in Optuna.</summary>
    public static KernelShape Optuna { get; } = new(1, 1, 0);
}
