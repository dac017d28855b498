namespace Hms.Training.Optimization;

/// <summary>The same learning rate at every step.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc />
    public override ScheduleValues At(double learningRate, ScheduleMoment moment) => new(learningRate);
}
