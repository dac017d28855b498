namespace Hms.Training.Optimization;

/// <summary>Half cosines from the learning rate towards the minimum, one after the other (SGDR; Loshchilov and Hutter, 2017), as torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.</summary>
public sealed record WarmRestartsSchedule : LearningRateSchedule
{
    /// <summary>Epochs of the first half cosine (T_0), at least 1.</summary>
    public int FirstPeriod { get; init; } = 3;

    /// <summary>Each half cosine is so many times as long as the one before it (T_mult), at least 1.</summary>
    public int PeriodFactor { get; init; } = 1;

    /// <summary>Rate that each half cosine leads to (eta_min), 0 or more.</summary>
    public double MinimumLearningRate { get; init; }

    /// <summary>How often the rate moves: each epoch, or each step (step(epoch + i / steps) in PyTorch).</summary>
    public ScheduleInterval Interval { get; init; } = ScheduleInterval.Epoch;

    /// <inheritdoc />
    public override ScheduleValues At(double learningRate, ScheduleMoment moment)
    {
        var (epoch, period) = ((long)moment.Epoch - 1, (long)FirstPeriod);
        if (PeriodFactor == 1) { epoch %= period; }
        while (epoch >= period) { (epoch, period) = (epoch - period, period * PeriodFactor); }
        var within = Interval == ScheduleInterval.Epoch ? epoch : epoch + (double)moment.Step / moment.StepsPerEpoch;
        return new(Cosine(learningRate, MinimumLearningRate, within / period));
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate()
    {
        var errors = new List<string>([.. ValidateMinimum(MinimumLearningRate), .. ValidateInterval(Interval)]);
        if (FirstPeriod < 1) { errors.Add($"First period {FirstPeriod} must be at least 1 epoch."); }
        if (PeriodFactor < 1) { errors.Add($"Period factor {PeriodFactor} must be at least 1."); }
        return errors;
    }
}
