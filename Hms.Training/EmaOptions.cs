namespace Hms.Training;

/// <summary>An exponential moving average of the weights, taken after each optimiser step; validation and the returned network use it in place of the weights that learn.</summary>
/// <remarks>
/// As timm's ModelEmaV3: average = d average + (1 - d) weights, in float32, running statistics of batch normalisation included; the first step copies. With a warm-up
/// the decay of step n (from 1) is min(<see cref="Decay"/>, 1 - (1 + (n - 1) / WarmUpGamma)^-WarmUpPower), so that early weights are soon forgotten.
/// </remarks>
public sealed record EmaOptions
{
    /// <summary>Decay d per optimiser step, in (0, 1); about 1 / (1 - d) steps are averaged.</summary>
    public double Decay { get; init; } = 0.999;

    /// <summary>Power of the warm-up, above 0, for example 2/3; null (default) for none.</summary>
    public double? WarmUpPower { get; init; }

    /// <summary>Steps that stretch the warm-up, above 0.</summary>
    public double WarmUpGamma { get; init; } = 1;

    /// <summary>The decay of one optimiser step.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    public double DecayOf(long step)
    {
        if (step <= 1) { return 0; }
        return WarmUpPower is { } power ? Math.Min(Decay, 1 - Math.Pow(1 + (step - 1) / WarmUpGamma, -power)) : Decay;
    }

    /// <summary>All errors; empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(Decay is > 0 and < 1)) { errors.Add(FormattableString.Invariant($"EMA decay {Decay} must be in (0, 1).")); }
        if (WarmUpPower is { } power && !(power > 0 && double.IsFinite(power))) { errors.Add(FormattableString.Invariant($"EMA warm-up power {power} must be above 0; leave it out for no warm-up.")); }
        if (!(WarmUpGamma > 0 && double.IsFinite(WarmUpGamma))) { errors.Add(FormattableString.Invariant($"EMA warm-up gamma {WarmUpGamma} must be above 0.")); }
        return errors;
    }
}
