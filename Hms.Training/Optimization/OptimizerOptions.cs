using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hms.Training.Optimization;

/// <summary>What turns gradients into steps.</summary>
public abstract record OptimizerOptions
{
    /// <summary>Learning rate before the schedule; above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Strength of the weight decay, 0 or more; what it is multiplied by depends on the optimiser.</summary>
    public abstract double WeightDecay { get; init; }

    /// <summary>Which learnt values the weight decay acts on.</summary>
    public WeightDecayScope DecayScope { get; init; } = WeightDecayScope.All;

    /// <summary>All errors; empty where there are none.</summary>
    public virtual IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) { errors.Add(FormattableString.Invariant($"Learning rate {LearningRate} must be above 0.")); }
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) { errors.Add(FormattableString.Invariant($"Weight decay {WeightDecay} must be 0 or more.")); }
        if (!Enum.IsDefined(DecayScope)) { errors.Add($"Decay scope {DecayScope} is unknown; it is one of {string.Join(", ", Enum.GetNames<WeightDecayScope>())}."); }
        return errors;
    }

    /// <summary>The optimiser of some parameters.</summary>
    internal abstract optim.Optimizer Create(IEnumerable<Parameter> parameters);

    /// <summary>Sets a step's values in an optimiser that <see cref="Create"/> made.</summary>
    internal virtual void Set(optim.Optimizer optimizer, ScheduleValues values)
    {
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = values.LearningRate;
            if (values.Momentum is not { } momentum) { continue; }
            if (group is optim.IBetas betas) { betas.Betas = (momentum, betas.Betas.Item2); }
            else if (group is optim.IMomentum inertia) { inertia.Momentum = momentum; }
            else { throw new InvalidOperationException($"The schedule sets a momentum, but {optimizer.GetType().Name} has neither momentum nor betas."); }
        }
    }

    /// <summary>The parameters by the decay that acts on them; a group without parameters is left out.</summary>
    private protected IEnumerable<(Parameter[] Parameters, double WeightDecay)> Groups(IEnumerable<Parameter> parameters)
    {
        Parameter[] all = [.. parameters];
        if (DecayScope == WeightDecayScope.All) { return [(all, WeightDecay)]; }
        (Parameter[] Parameters, double WeightDecay)[] groups = [([.. all.Where(IsWeight)], WeightDecay), ([.. all.Where(parameter => !IsWeight(parameter))], 0)];
        return groups.Where(group => group.Parameters.Length > 0);
    }

    /// <summary>Errors of the coefficients that Adam and AdamW share.</summary>
    private protected static IEnumerable<string> ValidateBetas(double beta1, double beta2, double epsilon)
    {
        if (!(beta1 is >= 0 and < 1)) { yield return FormattableString.Invariant($"Beta1 {beta1} must be in [0, 1)."); }
        if (!(beta2 is >= 0 and < 1)) { yield return FormattableString.Invariant($"Beta2 {beta2} must be in [0, 1)."); }
        if (!(epsilon > 0 && double.IsFinite(epsilon))) { yield return FormattableString.Invariant($"Epsilon {epsilon} must be above 0."); }
    }

    private static bool IsWeight(Parameter parameter) => parameter.dim() > 1;
}
