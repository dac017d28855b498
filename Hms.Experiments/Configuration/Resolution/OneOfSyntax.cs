using System.Text.Json;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>An alternative as it was written: <c>{"cosine":{}}</c>, or <c>"cosine"</c> where plain names are allowed.</summary>
/// <param name="Key">The alternative's key.</param>
/// <param name="Body">Its settings.</param>
/// <param name="Shape">The shape of its settings.</param>
internal sealed record OneOfSyntax(string Key, SyntaxObject Body, ObjectShape Shape)
{
    /// <summary>The alternative that a value names; null where it names none, or several, or is a choice.</summary>
    public static OneOfSyntax? Read(SyntaxNode node, OneOfShape shape)
    {
        if (node is SyntaxValue { Kind: JsonValueKind.String } name && shape.PlainNames && shape.Alternatives.TryGetValue(name.Text, out var plain))
        {
            return new OneOfSyntax(name.Text, new SyntaxObject(node.Location, []), plain);
        }
        if (node is SyntaxObject { Members: [var member] } && member.Value is SyntaxObject body && shape.Alternatives.TryGetValue(member.Name, out var alternative))
        {
            return new OneOfSyntax(member.Name, body, alternative);
        }
        return null;
    }

    /// <summary>The same alternative with other settings.</summary>
    public SyntaxObject With(SyntaxObject body, SourceLocation location) => new(location, [new SyntaxMember(Key, body.Location, body)]);
}
