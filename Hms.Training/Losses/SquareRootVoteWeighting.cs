namespace Hms.Training.Losses;

/// <summary>Weight = root of (votes / cap), at most 1: between equal weights and <see cref="LinearVoteWeighting"/>.</summary>
/// <remarks>The standard error of a share among n independent votes falls with the root of n.</remarks>
public sealed record SquareRootVoteWeighting : VoteWeighting
{
    /// <inheritdoc />
    private protected override double OfShare(double share) => Math.Sqrt(share);
}
