using System.Globalization;

namespace Hms.Training.Features.LightGbm;

/// <summary>Reads the trees out of LightGBM's model text.</summary>
internal static class LightGbmModelText
{
    /// <summary>Bits of decision_type that are not "x at most the threshold": a split of categories, and the two bits of a missing value's kind.</summary>
    private const int OtherDecisions = 0b1101;

    /// <summary>All trees in the order in which they were grown.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="TrainingException">The text holds something that these trees cannot say.</exception>
    public static IReadOnlyList<RegressionTree> Read(string text)
    {
        var trees = new List<RegressionTree>();
        Dictionary<string, string>? fields = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("Tree=", StringComparison.Ordinal) || line.StartsWith("end of trees", StringComparison.Ordinal))
            {
                if (fields is not null) { trees.Add(ToTree(fields)); }
                fields = line[0] == 'T' ? [] : null;
            }
            else if (fields is not null && line.IndexOf('=') is > 0 and var at) { fields[line[..at]] = line[(at + 1)..]; }
        }
        return trees;
    }

    private static RegressionTree ToTree(Dictionary<string, string> fields)
    {
        var leaves = Numbers(fields, "leaf_value", text => double.Parse(text, CultureInfo.InvariantCulture));
        if (leaves.Length == 1) { return new([], [], [], [], leaves); }
        if (Numbers(fields, "decision_type", Integer).Any(decision => (decision & OtherDecisions) != 0) || fields.GetValueOrDefault("is_linear", "0") != "0")
        {
            throw new TrainingException("LightGBM grew a tree with categories, missing values or linear leaves, which was not asked for; this is a fault of Hms, please report it.");
        }
        var thresholds = Numbers(fields, "threshold", text => RegressionTree.FloorToSingle(double.Parse(text, CultureInfo.InvariantCulture)));
        return new(Numbers(fields, "split_feature", Integer), thresholds, Numbers(fields, "left_child", Integer), Numbers(fields, "right_child", Integer), leaves);
    }

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static T[] Numbers<T>(Dictionary<string, string> fields, string name, Func<string, T> parse) =>
        fields.TryGetValue(name, out var text)
            ? [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(parse)]
            : throw new TrainingException($"LightGBM's model text has no {name}; use the version of LightGBM that Hms was built with.");
}
