namespace Hms.Experiments.Configuration.Shapes;

/// <summary>An object with exactly one key, which names an alternative.</summary>
internal sealed class OneOfShape(Type type, OneOfAttribute rule, IReadOnlyDictionary<string, ObjectShape> alternatives) : Shape
{
    public Type Type { get; } = type;

    /// <summary>What an alternative is called: "step", "optimizer".</summary>
    public string Noun { get; } = rule.Noun;

    public bool PlainNames { get; } = rule.PlainNames;

    public IReadOnlyDictionary<string, ObjectShape> Alternatives { get; } = alternatives;

    /// <inheritdoc />
    public override string Words => $"an object with one key: {string.Join(" or ", Alternatives.Keys)}";

    /// <summary>The key of a bound alternative.</summary>
    public string KeyOf(object settings) => Alternatives.Single(pair => pair.Value.Type == settings.GetType()).Key;
}
