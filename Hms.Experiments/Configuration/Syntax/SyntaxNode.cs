namespace Hms.Experiments.Configuration.Syntax;

/// <summary>A JSON value together with where it was written.</summary>
internal abstract class SyntaxNode(SourceLocation location)
{
    /// <summary>Where the value begins, and its pointer.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>The value in a message: <c>"text"</c>, <c>0.5</c>, <c>an object</c>.</summary>
    public abstract string Words { get; }
}
