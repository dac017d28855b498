namespace Hms.Training.Optimization;

/// <summary>A straight rise to the first rate of another schedule, at each step, then that schedule: torch.optim.lr_scheduler.SequentialLR of LinearLR and the other one.</summary>
/// <remarks>
/// PyTorch's meaning, not timm's: the schedule begins when the warm-up ends and has what is left of the training, so its cosine still ends with the last step, and its epochs are
/// counted from the end of the warm-up. (timm's default lets the schedule run from the first epoch and covers its beginning.) What a plateau watches leaves out the epochs that lie wholly in the warm-up.
/// </remarks>
public sealed record WarmUpSchedule : LearningRateSchedule
{
    /// <summary>What follows the warm-up; not itself a warm-up.</summary>
    public LearningRateSchedule Then { get; init; } = new CosineSchedule();

    /// <summary>Length in epochs; 0 for no warm-up. Null where it is given in steps.</summary>
    public int? Epochs { get; init; }

    /// <summary>Length in optimiser steps; 0 for no warm-up. Null where it is given in epochs.</summary>
    public int? Steps { get; init; }

    /// <summary>The first step's rate as a share of the rate that the warm-up leads to, in [0, 1]. (LinearLR's own default is a third.)</summary>
    public double StartFactor { get; init; } = 0.01;

    /// <inheritdoc />
    /// <exception cref="TrainingException">The warm-up leaves no step to the schedule after it.</exception>
    public override ScheduleValues At(double learningRate, ScheduleMoment moment)
    {
        var length = Steps ?? (long)(Epochs ?? 0) * moment.StepsPerEpoch;
        if (length >= moment.TotalSteps)
        {
            throw new TrainingException($"The warm-up takes {length} steps, but the training has {moment.TotalSteps} ({moment.EpochCount} epochs of {moment.StepsPerEpoch}), so nothing is left for the schedule after it. Shorten the warm-up.");
        }
        if (moment.GlobalStep >= length) { return Then.At(learningRate, moment.After(length)); }
        var target = Then.At(learningRate, (moment with { Epoch = (int)(length / moment.StepsPerEpoch) + 1, Step = (int)(length % moment.StepsPerEpoch), Watched = [] }).After(length));
        return target with { LearningRate = target.LearningRate * (StartFactor + (1 - StartFactor) * moment.GlobalStep / length) };
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate() => [.. Errors(), .. Then.Validate()];

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate(int epochCount)
    {
        if (Epochs is null) { return Validate(); }
        return Epochs < epochCount
            ? [.. Errors(), .. Then.Validate(epochCount - Math.Max(0, Epochs.Value))]
            : [.. Errors(), .. Then.Validate(), $"A warm-up of {Epochs} epochs leaves none of {epochCount} to the schedule; shorten it, or train for more epochs."];
    }

    private IEnumerable<string> Errors()
    {
        if (Epochs is null == Steps is null) { yield return "A warm-up has a length in epochs or in steps; give one of the two."; }
        if (Epochs < 0) { yield return $"A warm-up of {Epochs} epochs is impossible; the length must be 0 or more."; }
        if (Steps < 0) { yield return $"A warm-up of {Steps} steps is impossible; the length must be 0 or more."; }
        if (!(StartFactor is >= 0 and <= 1)) { yield return FormattableString.Invariant($"Start factor {StartFactor} must be in [0, 1]."); }
        if (Then is WarmUpSchedule) { yield return "A warm-up leads to a schedule, not to another warm-up; join the two."; }
    }
}
