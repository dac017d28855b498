namespace Hms.Data;

/// <summary>The six patterns that the experts vote on, in the order of every vote and probability vector.</summary>
public static class VoteClasses
{
    /// <summary>Number of classes: 6.</summary>
    public const int Count = 6;

    /// <summary>Names as in the expert_consensus column: Seizure, LPD, GPD, LRDA, GRDA, Other.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Seizure", "LPD", "GPD", "LRDA", "GRDA", "Other"];

    /// <summary>Vote columns of train.csv and submission.csv: seizure_vote ... other_vote.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Names.Select(name => name.ToLowerInvariant() + "_vote")];

    /// <summary>Index of the largest value; the first one on ties.</summary>
    /// <param name="values">Six votes or probabilities.</param>
    public static int IndexOfLargest(IReadOnlyList<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i] > values[best]) { best = i; }
        }
        return best;
    }
}
