using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hms.Training.Optimization;

/// <summary>What turns gradients into steps.</summary>
public abstract record OptimizerOptions
{
    /// <summary>Learning rate before the schedule; above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>All errors; empty where there are none.</summary>
    public virtual IReadOnlyList<string> Validate() =>
        LearningRate > 0 && double.IsFinite(LearningRate) ? [] : [$"Learning rate {LearningRate} must be above 0."];

    /// <summary>The optimiser of some parameters.</summary>
    internal abstract optim.Optimizer Create(IEnumerable<Parameter> parameters);

    /// <summary>Sets a step's values in an optimiser that <see cref="Create"/> made.</summary>
    internal virtual void Set(optim.Optimizer optimizer, ScheduleValues values)
    {
        foreach (var group in optimizer.ParamGroups) { group.LearningRate = values.LearningRate; }
    }
}
