namespace Hms.Experiments.Configuration.Steps;

/// <summary>To which class a row with mixed votes belongs.</summary>
public enum RebalanceMembership
{
    /// <summary>To that of its largest vote, the first of equals.</summary>
    Consensus,

    /// <summary>To each by its share of the votes.</summary>
    Votes,
}
