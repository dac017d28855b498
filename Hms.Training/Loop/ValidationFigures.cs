namespace Hms.Training.Loop;

/// <summary>What a network gives on the validation rows.</summary>
internal sealed record ValidationFigures
{
    /// <summary>Divergence of every row, in the order of the view.</summary>
    public required double[] Rows { get; init; }

    /// <summary>Mean over all rows.</summary>
    public required double Kl { get; init; }

    /// <summary>Mean over the rows with many votes; null where there are none.</summary>
    public required double? HighVoteKl { get; init; }

    /// <summary>Number of those rows.</summary>
    public required int HighVoteRows { get; init; }

    /// <summary>Parts of the mean by class.</summary>
    public required double[] ClassKl { get; init; }

    /// <summary>Mean votes.</summary>
    public required double[] ClassVotes { get; init; }

    /// <summary>Mean predictions.</summary>
    public required double[] ClassPredictions { get; init; }
}
