namespace Hms.Tuning.Spaces;

/// <summary>A value of an option class that is searched among choices without order. For double, float, int, long, bool, string and enums.</summary>
/// <param name="choices">The choices, each different. For an enum its values or their names; none at all means every value of the enum.</param>
/// <remarks>An enum is stored by the names of its values, so that a study can be read in any program.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ChoiceAttribute(params object?[]? choices) : Attribute
{
    /// <summary>The choices; empty for every value of an enum.</summary>
    public IReadOnlyList<object?> Choices { get; } = choices ?? [null];

    /// <summary>Default, where a search begins, one of the choices; null for the value that the member has in a new object, if that is a choice.</summary>
    public object? Init { get; set; }
}
