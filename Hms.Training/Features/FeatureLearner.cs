namespace Hms.Training.Features;

/// <summary>What learns from feature vectors: its kind and its options.</summary>
public abstract record FeatureLearner
{
    private protected FeatureLearner()
    {
    }

    /// <summary>Name of the learner in reports and model files.</summary>
    public abstract string Name { get; }

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public abstract IReadOnlyList<string> Validate();

    /// <summary>One error where a value is outside its limits.</summary>
    private protected static IEnumerable<string> Unless(bool holds, FormattableString error) => holds ? [] : [FormattableString.Invariant(error)];
}
