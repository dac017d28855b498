namespace Hms.Tuning.Spaces;

/// <summary>A member of an option class that holds further options: their parameters get its name and a dot before theirs.</summary>
/// <remarks>
/// Without types the member's own class is read. With types the member itself becomes a choice among them, by class name, and the parameters of each stand under that
/// choice: <c>Optimizer</c> is "Adam" or "Sgd", <c>Optimizer.Sgd.Momentum</c> exists for "Sgd" alone.
/// </remarks>
/// <param name="alternatives">Classes that fit the member, each with a constructor without parameters; none for the member's own class.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NestOptionAttribute(params Type[] alternatives) : Attribute
{
    /// <summary>The classes to choose from; empty for the member's own class.</summary>
    public IReadOnlyList<Type> Alternatives { get; } = alternatives;
}
