using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hms.Training.Optimization;

/// <summary>AdamW (Loshchilov and Hutter, 2019) as torch.optim.AdamW; the decay acts on all learnt values, batch normalisation and biases included.</summary>
public sealed record AdamWOptions : OptimizerOptions
{
    /// <summary>Decay of the gradient's mean, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the gradient's mean square, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean square; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decay of the values per step, times the learning rate; 0 or more.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate()
    {
        var errors = new List<string>(base.Validate());
        if (!(Beta1 is >= 0 and < 1)) { errors.Add($"Beta1 {Beta1} must be in [0, 1)."); }
        if (!(Beta2 is >= 0 and < 1)) { errors.Add($"Beta2 {Beta2} must be in [0, 1)."); }
        if (!(Epsilon > 0 && double.IsFinite(Epsilon))) { errors.Add($"Epsilon {Epsilon} must be above 0."); }
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) { errors.Add($"Weight decay {WeightDecay} must be 0 or more."); }
        return errors;
    }

    /// <inheritdoc />
    internal override optim.Optimizer Create(IEnumerable<Parameter> parameters) => optim.AdamW(parameters, LearningRate, Beta1, Beta2, Epsilon, WeightDecay);
}
