namespace Hms.Training.Optimization;

/// <summary>The learning rate falls by a factor after given epochs, as torch.optim.lr_scheduler.MultiStepLR.</summary>
public sealed record MultiStepSchedule : LearningRateSchedule
{
    /// <summary>Numbers of epochs after which the rate falls, each at least 1, rising. At least one.</summary>
    public IReadOnlyList<int> Milestones { get; init; } = [5, 8];

    /// <summary>The rate is multiplied by this, above 0 and at most 1.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc />
    public override ScheduleValues At(double learningRate, ScheduleMoment moment) => new(learningRate * Math.Pow(Gamma, Milestones.Count(milestone => milestone < moment.Epoch)));

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate()
    {
        var errors = new List<string>(ValidateGamma(Gamma));
        if (Milestones.Count == 0) { errors.Add("There is no milestone; give one, or use the constant schedule."); }
        var low = Milestones.Where(milestone => milestone < 1).ToArray();
        if (low.Length > 0) { errors.Add($"Milestone {low[0]} must be at least 1 epoch."); }
        if (Milestones.Zip(Milestones.Skip(1)).Any(pair => pair.First >= pair.Second)) { errors.Add($"Milestones {string.Join(", ", Milestones)} must rise; write each once, in order."); }
        return errors;
    }

    /// <inheritdoc />
    public bool Equals(MultiStepSchedule? other) => other is not null && Gamma.Equals(other.Gamma) && Milestones.SequenceEqual(other.Milestones);

    /// <inheritdoc />
    public override int GetHashCode() => Milestones.Aggregate(Gamma.GetHashCode(), HashCode.Combine);
}
