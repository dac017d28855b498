namespace Hms.Training;

/// <summary>What one epoch gave.</summary>
public sealed record EpochReport
{
    /// <summary>Fold, as given in the options.</summary>
    public required int Fold { get; init; }

    /// <summary>Epoch, 1-based.</summary>
    public required int Epoch { get; init; }

    /// <summary>Stage, 1-based: 2 is the second stage, on rows with many votes. Its first epoch follows the last planned one of the first stage.</summary>
    public int Stage { get; init; } = 1;

    /// <summary>Number of epochs planned, of all stages.</summary>
    public required int EpochCount { get; init; }

    /// <summary>Mean loss over the training rows, in nat, as seen while learning: in training mode (dropout on), with the weights of each batch's time, weighted by row weights.</summary>
    public required double TrainKl { get; init; }

    /// <summary>Mean divergence over all validation rows, in nat, in scoring mode, unweighted; null without a validation view.</summary>
    public required double? ValidationKl { get; init; }

    /// <summary>Mean divergence over the validation rows with at least the options' HighVotes votes, in nat; null where there are none.</summary>
    public double? HighVoteKl { get; init; }

    /// <summary>Number of those rows.</summary>
    public int HighVoteRows { get; init; }

    /// <summary>Each class's part of <see cref="ValidationKl"/>, in nat: the mean over rows of y ln(y / p); the parts sum to it, and single ones may be negative. Null without a validation view.</summary>
    public IReadOnlyList<double>? ClassKl { get; init; }

    /// <summary>Mean share of the votes of each class over the validation rows; null without a validation view.</summary>
    public IReadOnlyList<double>? ClassVotes { get; init; }

    /// <summary>Mean predicted probability of each class over the validation rows, to be held beside <see cref="ClassVotes"/>; null without a validation view.</summary>
    public IReadOnlyList<double>? ClassPredictions { get; init; }

    /// <summary>
    /// Divergence of each validation row, in nat, in the order of the view; its mean is <see cref="ValidationKl"/>. For comparisons row by row while training; null without a
    /// validation view and in <see cref="TrainingSummary.Epochs"/>, which keeps the means only.
    /// </summary>
    public IReadOnlyList<float>? ValidationRowKl { get; init; }

    /// <summary>Learning rate at the first step of the epoch.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training rows per second of wall time; not reproducible.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>Share of the epoch's wall time, validation left out, that was spent waiting for rows to be read and changed, in [0, 1]; not reproducible.</summary>
    public double InputStall { get; init; }
}
