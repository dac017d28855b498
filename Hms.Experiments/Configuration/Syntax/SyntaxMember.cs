namespace Hms.Experiments.Configuration.Syntax;

/// <summary>A key and its value.</summary>
/// <param name="Name">The key.</param>
/// <param name="NameLocation">Where the key begins.</param>
/// <param name="Value">The value.</param>
internal sealed record SyntaxMember(string Name, SourceLocation NameLocation, SyntaxNode Value);
