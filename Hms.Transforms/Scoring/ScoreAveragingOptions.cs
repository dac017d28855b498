using Hms.Transforms.Mapping;

namespace Hms.Transforms.Scoring;

/// <summary>Options of <see cref="ScoreAveragingTransformer"/>.</summary>
public sealed record ScoreAveragingOptions
{
    /// <summary>The columns of probabilities to average, at least one.</summary>
    public required IReadOnlyList<string> InputColumns { get; init; }

    /// <summary>The column of the mean probabilities. Default "Score".</summary>
    public string ScoreColumn { get; init; } = "Score";

    /// <summary>The column of the most probable class, a key. Default "PredictedLabel".</summary>
    public string PredictedLabelColumn { get; init; } = "PredictedLabel";

    /// <summary>Names of the classes; null (default) takes them from the first column's SlotNames.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = ClassificationColumns.Errors(ClassNames ?? ["a", "b"], ScoreColumn, PredictedLabelColumn).ToList();
        if (InputColumns.Count == 0) { errors.Add("InputColumns is empty; name at least one column of probabilities."); }
        if (InputColumns.Any(string.IsNullOrWhiteSpace)) { errors.Add("A name of InputColumns is empty; name the column to read."); }
        return errors;
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(ScoreAveragingOptions), Validate());
}
