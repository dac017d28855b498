namespace Hms.Experiments.Configuration;

/// <summary>A value of an experiment that varies from trial to trial.</summary>
public sealed record SearchParameterDeclaration
{
    /// <summary>The path by which override addresses the value, for example <c>normalize.scope</c> or <c>training.optimizer.adamW.learningRate</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Real, integer or categorical.</summary>
    public required SearchParameterKind Kind { get; init; }

    /// <summary>Lower bound, included; NaN for a categorical parameter.</summary>
    public double Low { get; init; } = double.NaN;

    /// <summary>Upper bound, included; NaN for a categorical parameter.</summary>
    public double High { get; init; } = double.NaN;

    /// <summary>Whether the range is searched on a logarithmic scale.</summary>
    public bool Log { get; init; }

    /// <summary>Distance of neighbouring values; 1 for an integer unless written; null for a continuous range.</summary>
    public double? Step { get; init; }

    /// <summary>Labels of the choices: texts as they are, other values as JSON, an alternative as its key.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The choices as null, bool, long, double or string; an alternative as its key.</summary>
    public IReadOnlyList<object?> ChoiceValues { get; init; } = [];

    /// <summary>When the parameter exists; null: always.</summary>
    public SearchParameterCondition? Condition { get; init; }

    /// <summary>Where the range or choice is written.</summary>
    public required SourceLocation Location { get; init; }
}
