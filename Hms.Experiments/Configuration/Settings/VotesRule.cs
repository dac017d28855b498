namespace Hms.Experiments.Configuration.Settings;

/// <summary>How the votes of several label rows become one.</summary>
public enum VotesRule
{
    /// <summary>The sum of all rows' votes.</summary>
    Sum,

    /// <summary>The row with the most votes.</summary>
    MaxVotesRow,
}
