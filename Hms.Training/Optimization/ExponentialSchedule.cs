namespace Hms.Training.Optimization;

/// <summary>The learning rate falls by the same factor after each epoch, as torch.optim.lr_scheduler.ExponentialLR.</summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>The rate is multiplied by this, above 0 and at most 1.</summary>
    public double Gamma { get; init; } = 0.9;

    /// <inheritdoc />
    public override ScheduleValues At(double learningRate, ScheduleMoment moment) => new(learningRate * Math.Pow(Gamma, moment.Epoch - 1));

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate() => [.. ValidateGamma(Gamma)];
}
