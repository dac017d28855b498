using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hms.Training.Optimization;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019), as torch.optim.AdamW.</summary>
public sealed record AdamWOptions : OptimizerOptions
{
    /// <summary>Decay of the gradient's mean, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the gradient's mean square, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean square; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share of a value that one unit of learning rate removes per step; 0 or more.</summary>
    public override double WeightDecay { get; init; } = 0.01;

    /// <summary>Whether the largest mean square so far divides the step (AMSGrad; Reddi, Kale and Kumar, 2018).</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate() => [.. base.Validate(), .. ValidateBetas(Beta1, Beta2, Epsilon)];

    /// <inheritdoc />
    internal override optim.Optimizer Create(IEnumerable<Parameter> parameters) =>
        optim.AdamW(Groups(parameters).Select(group => new AdamW.ParamGroup(group.Parameters, LearningRate, Beta1, Beta2, Epsilon, group.WeightDecay, AmsGrad)), LearningRate, Beta1, Beta2, Epsilon, WeightDecay, AmsGrad);
}
