namespace Hms.Training.Optimization;

/// <summary>The learning rate falls where the watched value has not improved for some epochs, as torch.optim.lr_scheduler.ReduceLROnPlateau with mode "min".</summary>
/// <remarks>Watched is the validation divergence; the training loss where nothing is validated. With no more epochs than patience + 2 the rate never falls.</remarks>
public sealed record PlateauSchedule : LearningRateSchedule
{
    /// <summary>The rate is multiplied by this, above 0 and below 1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Epochs without improvement that are borne; the rate falls after one more. 0 or more.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>How much a value must lie below the best one to be an improvement; 0 or more, below 1 where relative.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>What the threshold is relative to.</summary>
    public PlateauThresholdMode ThresholdMode { get; init; } = PlateauThresholdMode.Relative;

    /// <summary>Epochs after a fall in which nothing is counted; 0 or more.</summary>
    public int Cooldown { get; init; }

    /// <summary>The rate does not fall below this (min_lr); 0 or more.</summary>
    public double MinimumLearningRate { get; init; }

    /// <summary>A fall by this or less is left out; 0 or more.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc />
    public override ScheduleValues At(double learningRate, ScheduleMoment moment)
    {
        var (rate, best) = (learningRate, double.PositiveInfinity);
        int bad = 0, cooling = 0;
        foreach (var value in moment.Watched)
        {
            if (value < (ThresholdMode == PlateauThresholdMode.Relative ? best * (1 - Threshold) : best - Threshold)) { (best, bad) = (value, 0); }
            else { bad++; }
            if (cooling > 0) { (cooling, bad) = (cooling - 1, 0); }
            if (bad <= Patience) { continue; }
            var lower = Math.Max(rate * Factor, MinimumLearningRate);
            if (rate - lower > Epsilon) { rate = lower; }
            (cooling, bad) = (Cooldown, 0);
        }
        return new(rate);
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate()
    {
        var errors = new List<string>(ValidateMinimum(MinimumLearningRate));
        if (!(Factor is > 0 and < 1)) { errors.Add(FormattableString.Invariant($"Factor {Factor} must be above 0 and below 1.")); }
        if (Patience < 0) { errors.Add($"Patience {Patience} must be 0 or more epochs."); }
        if (!(Threshold >= 0 && double.IsFinite(Threshold))) { errors.Add(FormattableString.Invariant($"Threshold {Threshold} must be 0 or more.")); }
        if (Threshold >= 1 && ThresholdMode == PlateauThresholdMode.Relative) { errors.Add(FormattableString.Invariant($"Threshold {Threshold} is relative and must be below 1: no divergence falls below 0.")); }
        if (!Enum.IsDefined(ThresholdMode)) { errors.Add($"Threshold mode {ThresholdMode} is unknown; it is one of {string.Join(", ", Enum.GetNames<PlateauThresholdMode>())}."); }
        if (Cooldown < 0) { errors.Add($"Cooldown {Cooldown} must be 0 or more epochs."); }
        if (!(Epsilon >= 0 && double.IsFinite(Epsilon))) { errors.Add(FormattableString.Invariant($"Epsilon {Epsilon} must be 0 or more.")); }
        return errors;
    }
}
