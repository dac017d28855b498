using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Features;

/// <summary>Options of <see cref="FeatureConcatenatingEstimator"/>.</summary>
public sealed record FeatureConcatenatingOptions
{
    /// <summary>The columns to join, in order, of any dimensions; at least one.</summary>
    public required IReadOnlyList<string> InputColumns { get; init; }

    /// <summary>The column to write.</summary>
    public required string OutputColumn { get; init; }

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (InputColumns.Count == 0) { errors.Add("InputColumns is empty; name at least one column of features."); }
        if (InputColumns.Any(string.IsNullOrWhiteSpace)) { errors.Add("A name of InputColumns is empty; name the column to read."); }
        if (string.IsNullOrWhiteSpace(OutputColumn)) { errors.Add("OutputColumn is empty; name the column to write."); }
        return errors;
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(FeatureConcatenatingOptions), Validate());
}
