namespace Hms.Tuning.Spaces;

/// <summary>A bool of an option class that is searched: false or true.</summary>
/// <remarks>Its default is the value that the member has in a new object, or the one given.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class BooleanChoiceAttribute : Attribute
{
    /// <summary>The default is the value that the member has in a new object.</summary>
    public BooleanChoiceAttribute() { }

    /// <summary>Takes the default.</summary>
    /// <param name="init">Where a search begins.</param>
    public BooleanChoiceAttribute(bool init) => Init = init;

    /// <summary>The default given; null for none.</summary>
    public bool? Init { get; }
}
