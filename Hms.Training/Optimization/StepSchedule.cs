namespace Hms.Training.Optimization;

/// <summary>The learning rate falls by a factor every few epochs, as torch.optim.lr_scheduler.StepLR.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>Epochs between two falls, at least 1.</summary>
    public int StepSize { get; init; } = 3;

    /// <summary>The rate is multiplied by this, above 0 and at most 1.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc />
    public override ScheduleValues At(double learningRate, ScheduleMoment moment) => new(learningRate * Math.Pow(Gamma, (moment.Epoch - 1) / StepSize));

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate() => [.. StepSize < 1 ? [$"Step size {StepSize} must be at least 1 epoch."] : Array.Empty<string>(), .. ValidateGamma(Gamma)];
}
