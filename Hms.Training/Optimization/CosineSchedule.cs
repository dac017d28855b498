namespace Hms.Training.Optimization;

/// <summary>Half a cosine from the learning rate to (almost) 0, as torch.optim.lr_scheduler.CosineAnnealingLR stepped per epoch with T_max = epochs and eta_min = 0.</summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <inheritdoc />
    public override ScheduleValues At(double learningRate, ScheduleMoment moment) => new(learningRate * (1 + Math.Cos(Math.PI * (moment.Epoch - 1) / moment.EpochCount)) / 2);
}
