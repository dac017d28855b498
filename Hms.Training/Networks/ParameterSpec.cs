namespace Hms.Training.Networks;

/// <summary>One weight tensor of a network.</summary>
/// <param name="Key">Key in the state dictionary, for example blocks.0.0.conv_dw.weight.</param>
/// <param name="Shape">Dimensions.</param>
/// <param name="Role">What it is for.</param>
public sealed record ParameterSpec(string Key, IReadOnlyList<long> Shape, ParameterRole Role)
{
    /// <summary>Inputs that one output sums over; 0 where it has no meaning.</summary>
    public int FanIn { get; init; }

    /// <summary>Outputs that one input reaches: kernel places x OutputChannels / Groups; 0 where it has no meaning.</summary>
    public int FanOut { get; init; }

    /// <summary>What a scale, an exponent or a running statistic starts from; 0 where the start is drawn.</summary>
    public double Start { get; init; }

    /// <summary>Number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Whether the optimiser changes it.</summary>
    public bool IsLearnt => Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance);
}
