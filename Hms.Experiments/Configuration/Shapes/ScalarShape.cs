namespace Hms.Experiments.Configuration.Shapes;

/// <summary>A single value.</summary>
internal sealed class ScalarShape(Type type, ScalarKind kind) : Shape
{
    /// <summary>CLR type without Nullable.</summary>
    public Type Type { get; } = type;

    public ScalarKind Kind { get; } = kind;

    /// <summary>Whether null means "not set".</summary>
    public bool Nullable { get; init; }

    /// <summary>The allowed names of a text; null where any text is.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    public LimitsAttribute? Limits { get; init; }

    public FormAttribute? Form { get; init; }

    /// <inheritdoc />
    public override string Words => Kind switch
    {
        ScalarKind.Boolean => "true or false",
        ScalarKind.Integer => "an integer",
        ScalarKind.Number => "a number",
        _ => Names is null ? "a text" : "one of " + string.Join(", ", Names),
    };
}
