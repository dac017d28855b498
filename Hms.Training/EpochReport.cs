namespace Hms.Training;

/// <summary>What one epoch gave.</summary>
public sealed record EpochReport
{
    /// <summary>Fold, as given in the options.</summary>
    public required int Fold { get; init; }

    /// <summary>Epoch, 1-based.</summary>
    public required int Epoch { get; init; }

    /// <summary>Number of epochs planned.</summary>
    public required int EpochCount { get; init; }

    /// <summary>Mean loss over the training rows, in nat, as seen while learning: in training mode (dropout on), with the weights of each batch's time, weighted by row weights.</summary>
    public required double TrainKl { get; init; }

    /// <summary>Mean divergence over all validation rows, in nat, in scoring mode, unweighted; null without a validation view.</summary>
    public required double? ValidationKl { get; init; }

    /// <summary>
    /// Divergence of each validation row, in nat, in the order of the view; its mean is <see cref="ValidationKl"/>. For comparisons row by row while training; null without a
    /// validation view and in <see cref="TrainingSummary.Epochs"/>, which keeps the means only.
    /// </summary>
    public IReadOnlyList<float>? ValidationRowKl { get; init; }

    /// <summary>Learning rate at the first step of the epoch.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training rows per second of wall time; not reproducible.</summary>
    public required double RowsPerSecond { get; init; }
}
