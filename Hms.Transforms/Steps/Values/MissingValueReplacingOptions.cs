using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Values;

/// <summary>Options of <see cref="MissingValueReplacingEstimator"/>.</summary>
public sealed record MissingValueReplacingOptions : StepOptions
{
    /// <summary>What takes the place of a NaN; default the channel's mean.</summary>
    public MissingValuePolicy Policy { get; init; } = MissingValuePolicy.ChannelMean;

    /// <summary>The value of <see cref="MissingValuePolicy.Constant"/>, in the unit of the column; default -1, as in the baseline.</summary>
    public float Constant { get; init; } = -1;

    private protected override void AddErrors(List<string> errors)
    {
        if (!float.IsFinite(Constant)) { errors.Add(FormattableString.Invariant($"Constant {Constant} must be finite.")); }
    }
}
