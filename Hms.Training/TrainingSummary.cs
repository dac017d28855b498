namespace Hms.Training;

/// <summary>What a training gave.</summary>
public sealed record TrainingSummary
{
    /// <summary>Fold, as given in the options.</summary>
    public required int Fold { get; init; }

    /// <summary>The epochs that ran, in order.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    /// <summary>Epoch whose weights were kept, 1-based.</summary>
    public required int KeptEpoch { get; init; }

    /// <summary>Whether the observer stopped before the last planned epoch.</summary>
    public required bool StoppedByObserver { get; init; }

    /// <summary>Epochs after which early stopping ended a stage before its last planned epoch; empty where it did not.</summary>
    public IReadOnlyList<int> EarlyStops { get; init; } = [];

    /// <summary>Training rows.</summary>
    public required int TrainRows { get; init; }

    /// <summary>Validation rows; 0 without a validation view.</summary>
    public required int ValidationRows { get; init; }

    /// <summary>Torch threads used; part of what makes a run reproducible.</summary>
    public required int Threads { get; init; }

    /// <summary>Device used: cpu or cuda:N.</summary>
    public required string Device { get; init; }

    /// <summary>Rows per batch: what was asked for, or less where a device had too little memory and the batch was halved.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Batches of one optimiser step: what was asked for, or more where the batch was halved.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Network trained.</summary>
    public required string Network { get; init; }

    /// <summary>Seed of the training.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Validation divergence after the last epoch; null without a validation view.</summary>
    public double? LastKl => Epochs[^1].ValidationKl;

    /// <summary>Smallest validation divergence of any epoch; null without a validation view. Chosen on the rows it is measured on, so it is optimistic.</summary>
    public double? BestKl => BestEpoch is { } epoch ? Epochs.First(report => report.Epoch == epoch).ValidationKl : null;

    /// <summary>The (first) epoch of <see cref="BestKl"/>, 1-based; null without a validation view.</summary>
    public int? BestEpoch => Epochs.Where(epoch => epoch.ValidationKl is not null).MinBy(epoch => epoch.ValidationKl)?.Epoch;
}
