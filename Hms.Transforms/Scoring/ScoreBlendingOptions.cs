using Hms.Transforms.Mapping;

namespace Hms.Transforms.Scoring;

/// <summary>Options of <see cref="ScoreBlendingTransformer"/>: what was fitted on out-of-fold predictions.</summary>
public sealed record ScoreBlendingOptions
{
    /// <summary>The columns of probabilities to blend, at least one.</summary>
    public required IReadOnlyList<string> InputColumns { get; init; }

    /// <summary>Sum or product. Default: sum.</summary>
    public ScoreBlendKind Kind { get; init; } = ScoreBlendKind.Arithmetic;

    /// <summary>Weight of each column; in a sum 0 or more, and together 1 (within 1e-6); in a product any finite number. Null (default): the same weight, 1 / columns, for all.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Above 0: the blended probabilities are raised to 1 / temperature and normalised; above 1 makes them more even. Default 1: as they are.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Added to the logarithm of each class's probability, after the temperature, before they are normalised. Null (default): nothing.</summary>
    public IReadOnlyList<double>? ClassBias { get; init; }

    /// <summary>Smaller probabilities count as this one where a logarithm is taken; above 0 and below 1. Default 1e-15, as in the competition's metric.</summary>
    public double SmallestProbability { get; init; } = ScoreBlend.SmallestProbability;

    /// <summary>The column of the blended probabilities. Default "Score".</summary>
    public string ScoreColumn { get; init; } = "Score";

    /// <summary>The column of the most probable class, a key. Default "PredictedLabel".</summary>
    public string PredictedLabelColumn { get; init; } = "PredictedLabel";

    /// <summary>Names of the classes; null (default) takes them from the first column's SlotNames.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>True where the blended probabilities are changed by temperature or bias.</summary>
    internal bool IsCalibrated => Temperature != 1 || ClassBias is { } bias && bias.Any(value => value != 0);

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = ClassificationColumns.Errors(ClassNames ?? ["a", "b"], ScoreColumn, PredictedLabelColumn).ToList();
        if (InputColumns.Count == 0) { errors.Add("InputColumns is empty; name at least one column of probabilities."); }
        if (InputColumns.Any(string.IsNullOrWhiteSpace)) { errors.Add("A name of InputColumns is empty; name the column to read."); }
        if (!(Temperature > 0 && double.IsFinite(Temperature))) { errors.Add(FormattableString.Invariant($"Temperature {Temperature} must be above 0; 1 changes nothing.")); }
        if (!(SmallestProbability > 0 && SmallestProbability < 1)) { errors.Add(FormattableString.Invariant($"SmallestProbability {SmallestProbability} must be above 0 and below 1; 1e-15 is that of the metric.")); }
        if (ClassBias is not null && ClassBias.Any(value => !double.IsFinite(value))) { errors.Add("ClassBias has a value that is not finite; give one number for each class."); }
        if (ClassBias is not null && ClassNames is not null && ClassBias.Count != ClassNames.Count) { errors.Add($"ClassBias has {ClassBias.Count} values; {ClassNames.Count} classes need as many."); }
        AddWeightErrors(errors);
        errors.AddRange(OptionErrors.Senseless(this, errors));
        return errors;
    }

    private void AddWeightErrors(List<string> errors)
    {
        const double SumTolerance = 1e-6;
        if (Weights is not { } weights) { return; }
        if (weights.Count != InputColumns.Count) { errors.Add($"Weights has {weights.Count} values; {InputColumns.Count} columns need as many."); }
        if (weights.Any(weight => !double.IsFinite(weight))) { errors.Add("Weights has a value that is not finite; give a number for each column."); }
        else if (Kind == ScoreBlendKind.Arithmetic && (weights.Any(weight => weight < 0) || Math.Abs(weights.Sum() - 1) > SumTolerance))
        {
            errors.Add(FormattableString.Invariant($"Weights of a sum must be 0 or more and sum to 1; these sum to {weights.Sum()}. Divide them by their sum."));
        }
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(ScoreBlendingOptions), Validate());
}
