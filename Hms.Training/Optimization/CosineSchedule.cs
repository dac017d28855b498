namespace Hms.Training.Optimization;

/// <summary>Half a cosine from the learning rate towards the minimum (Loshchilov and Hutter, 2017), as torch.optim.lr_scheduler.CosineAnnealingLR with T_max = all epochs (or steps).</summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>Rate that the cosine leads to (eta_min), 0 or more; it would be reached after the last step.</summary>
    public double MinimumLearningRate { get; init; }

    /// <summary>How often the rate moves.</summary>
    public ScheduleInterval Interval { get; init; } = ScheduleInterval.Epoch;

    /// <inheritdoc />
    public override ScheduleValues At(double learningRate, ScheduleMoment moment)
    {
        var share = Interval == ScheduleInterval.Epoch ? (moment.Epoch - 1.0) / moment.EpochCount : (double)moment.GlobalStep / moment.TotalSteps;
        return new(Cosine(learningRate, MinimumLearningRate, share));
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate() => [.. ValidateMinimum(MinimumLearningRate), .. ValidateInterval(Interval)];
}
