namespace Hms.Experiments.Configuration.Shapes;

/// <summary>On an abstract record: in JSON it is an object with exactly one key, which names one of these alternatives.</summary>
/// <param name="alternatives">The alternatives; each carries a <see cref="KeyAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OneOfAttribute(params Type[] alternatives) : Attribute
{
    /// <summary>The alternatives.</summary>
    public IReadOnlyList<Type> Alternatives { get; } = alternatives;

    /// <summary>Whether the key alone, as a text, stands for the alternative with its defaults: <c>"median"</c> for <c>{"median":{}}</c>.</summary>
    public bool PlainNames { get; init; }

    /// <summary>What an alternative is called in messages, for example "step".</summary>
    public required string Noun { get; init; }
}
