namespace Hms.Data.Rows;

/// <summary>How the votes of several label rows become one vector.</summary>
public enum VoteAggregation
{
    /// <summary>Counts are added per class.</summary>
    Sum,

    /// <summary>The row with the most votes speaks for all; on ties the middle one of the tied rows.</summary>
    MaxVotesRow,
}
