namespace Hms.Experiments.Configuration.Syntax;

/// <summary>A JSON array.</summary>
internal sealed class SyntaxArray(SourceLocation location, IReadOnlyList<SyntaxNode> items) : SyntaxNode(location)
{
    /// <summary>The items in order.</summary>
    public IReadOnlyList<SyntaxNode> Items { get; } = items;

    /// <inheritdoc />
    public override string Words => "a list";
}
