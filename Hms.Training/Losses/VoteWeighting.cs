namespace Hms.Training.Losses;

/// <summary>How much a training row counts by the number of its votes. Validation is never weighted.</summary>
/// <remarks>
/// Rows with few votes (mostly 3) and with many (10 to 28) are two populations in the competition's data, and it is scored on rows of the second kind. Weights in common use there are
/// votes / 20, at most 1, and two training stages. A weight made by <see cref="WeightOf"/> multiplies the row's own weight, where there is one.
/// </remarks>
public abstract record VoteWeighting
{
    /// <summary>Number of votes from which on a row counts fully, above 0.</summary>
    public double Cap { get; init; } = 20;

    /// <summary>The weight of a row, in (0, 1].</summary>
    /// <param name="voteCount">Number of its votes, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0, or not finite.</exception>
    public double WeightOf(double voteCount) =>
        voteCount > 0 && double.IsFinite(voteCount)
            ? OfShare(Math.Min(voteCount / Cap, 1))
            : throw new ArgumentOutOfRangeException(nameof(voteCount), voteCount, "A row that is learnt from has more than 0 votes; leave rows without votes out.");

    /// <summary>All errors; empty where there are none.</summary>
    public virtual IReadOnlyList<string> Validate() => Cap > 0 && double.IsFinite(Cap) ? [] : [FormattableString.Invariant($"Cap {Cap} of the weights by votes must be above 0 votes.")];

    /// <summary>The weight of a row.</summary>
    /// <param name="share">Its votes as a share of the cap, in (0, 1].</param>
    private protected abstract double OfShare(double share);
}
