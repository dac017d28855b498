namespace Hms.Training.Optimization;

/// <summary>Where a training stands before one optimiser step: all that a schedule may know, so that a resumed training gets the same rates without stored state.</summary>
public sealed record ScheduleMoment
{
    /// <summary>Epoch, 1-based.</summary>
    public required int Epoch { get; init; }

    /// <summary>Number of epochs planned.</summary>
    public required int EpochCount { get; init; }

    /// <summary>Optimiser step within the epoch, 0-based.</summary>
    public int Step { get; init; }

    /// <summary>Optimiser steps of each epoch, at least 1; where gradients are accumulated, these are fewer than its batches.</summary>
    public int StepsPerEpoch { get; init; } = 1;

    /// <summary>What a schedule may watch: the validation divergence of each epoch before this one, in order; the training loss where nothing is validated.</summary>
    public IReadOnlyList<double> Watched { get; init; } = [];

    /// <summary>Optimiser steps before this one, over all epochs.</summary>
    public long GlobalStep => ((long)Epoch - 1) * StepsPerEpoch + Step;

    /// <summary>Optimiser steps of the whole training.</summary>
    public long TotalSteps => (long)EpochCount * StepsPerEpoch - StepsMissing;

    /// <summary>Steps that the last epoch lacks; not 0 only behind a warm-up that is no whole number of epochs.</summary>
    internal int StepsMissing { get; init; }

    /// <summary>The moment as a schedule sees it that begins after so many steps: both its clock and its length lack them.</summary>
    /// <param name="steps">Steps before the schedule begins; not more than <see cref="GlobalStep"/> and fewer than <see cref="TotalSteps"/>.</param>
    internal ScheduleMoment After(long steps)
    {
        var (now, total) = (GlobalStep - steps, TotalSteps - steps);
        var epochs = (total + StepsPerEpoch - 1) / StepsPerEpoch;
        return this with
        {
            Epoch = (int)(now / StepsPerEpoch) + 1,
            Step = (int)(now % StepsPerEpoch),
            EpochCount = (int)epochs,
            StepsMissing = (int)(epochs * StepsPerEpoch - total),
            Watched = [.. Watched.Skip((int)(steps / StepsPerEpoch))],
        };
    }
}
