namespace Hms.Tuning.Spaces;

/// <summary>When a parameter exists: its parent is active and the parent's internal value lies in [<paramref name="Minimum"/>, <paramref name="Maximum"/>].</summary>
/// <param name="Parent">Name of a categorical or integer parameter that is declared earlier.</param>
/// <param name="Minimum">Smallest internal value of the parent (for a category the index of the choice), inclusive.</param>
/// <param name="Maximum">Largest internal value of the parent, inclusive.</param>
public sealed record SearchCondition(string Parent, double Minimum, double Maximum)
{
    /// <summary>The parent takes one choice.</summary>
    /// <param name="parent">Name of the parent.</param>
    /// <param name="choiceIndex">Index of the choice (for an integer parent its value).</param>
    public SearchCondition(string parent, int choiceIndex)
        : this(parent, choiceIndex, choiceIndex) { }
}
