namespace Hms.Training.Losses;

/// <summary>Weight = votes / cap, at most 1: the form that is common in the competition, with cap 20.</summary>
public sealed record LinearVoteWeighting : VoteWeighting
{
    /// <inheritdoc />
    private protected override double OfShare(double share) => share;
}
