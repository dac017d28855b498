using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hms.Training.Optimization;

/// <summary>Stochastic gradient descent with momentum (Sutskever et al., 2013), as torch.optim.SGD; the weight decay is added to the gradient.</summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>Share of the last step's direction that is kept, in [0, 1); 0 for none.</summary>
    public double Momentum { get; init; }

    /// <summary>Share of the gradient that does not enter the direction after the first step, in [0, 1]; without meaning where momentum is 0.</summary>
    public double Dampening { get; init; }

    /// <summary>Whether the gradient is taken ahead of the step (Nesterov); needs a momentum above 0 and no dampening.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Times the value, added to its gradient (L2 penalty); 0 or more.</summary>
    public override double WeightDecay { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate()
    {
        var errors = new List<string>(base.Validate());
        if (!(Momentum is >= 0 and < 1)) { errors.Add(FormattableString.Invariant($"Momentum {Momentum} must be in [0, 1).")); }
        if (!(Dampening is >= 0 and <= 1)) { errors.Add(FormattableString.Invariant($"Dampening {Dampening} must be in [0, 1].")); }
        if (Nesterov && Momentum == 0) { errors.Add("Nesterov's step needs a momentum above 0; set one, for example 0.9."); }
        if (Nesterov && Dampening > 0) { errors.Add(FormattableString.Invariant($"Nesterov's step allows no dampening, but dampening is {Dampening}; set it to 0.")); }
        return errors;
    }

    /// <inheritdoc />
    internal override optim.Optimizer Create(IEnumerable<Parameter> parameters) =>
        optim.SGD(Groups(parameters).Select(group => new SGD.ParamGroup(group.Parameters, LearningRate, Momentum, Dampening, group.WeightDecay, Nesterov)), LearningRate, Momentum, Dampening, WeightDecay, Nesterov);
}
