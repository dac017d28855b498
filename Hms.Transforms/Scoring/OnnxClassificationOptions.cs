using Hms.Transforms.Mapping;

namespace Hms.Transforms.Scoring;

/// <summary>Options of <see cref="OnnxClassificationTransformer"/>.</summary>
public sealed record OnnxClassificationOptions
{
    /// <summary>The float vector column of the network's input, without the batch dimension: [C, H, W]. Default "Features".</summary>
    public string FeatureColumn { get; init; } = "Features";

    /// <summary>The column of the probabilities. Default "Score".</summary>
    public string ScoreColumn { get; init; } = "Score";

    /// <summary>The column of the most probable class, a key. Default "PredictedLabel".</summary>
    public string PredictedLabelColumn { get; init; } = "PredictedLabel";

    /// <summary>Names of the classes in the order of the network's output.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>The graph's output that holds the probabilities, [batch, classes]. Default "probabilities".</summary>
    public string OutputName { get; init; } = "probabilities";

    /// <summary>Threads of ONNX Runtime within one row; default 1, because rows are scored in parallel.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = ClassificationColumns.Errors(ClassNames, ScoreColumn, PredictedLabelColumn).ToList();
        if (string.IsNullOrWhiteSpace(FeatureColumn)) { errors.Add("FeatureColumn is empty; name the column of the network's input."); }
        if (string.IsNullOrWhiteSpace(OutputName)) { errors.Add("OutputName is empty; name the graph's output."); }
        if (Threads < 1) { errors.Add($"Threads {Threads} must be at least 1."); }
        return errors;
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(OnnxClassificationOptions), Validate());
}
