namespace Hms.Transforms.Steps.Training;

/// <summary>To which class a row with mixed votes belongs.</summary>
public enum ClassMembership
{
    /// <summary>Wholly to the class of its largest vote, the first of equals.</summary>
    Consensus,

    /// <summary>To every class by its share of the votes. The rule for a row's weight is ours: the mean of the classes' weights, weighted by its shares.</summary>
    Votes,
}
