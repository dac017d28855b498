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

    /// <summary>Optimiser steps of each epoch, at least 1.</summary>
    public int StepsPerEpoch { get; init; } = 1;

    /// <summary>What a schedule may watch: the validation divergence of each epoch before this one, in order; the training loss where nothing is validated.</summary>
    public IReadOnlyList<double> Watched { get; init; } = [];
}
