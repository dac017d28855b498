using System.Text.Json;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>A range or choice as it was written.</summary>
internal static class Variation
{
    public const string Range = "range";
    public const string Choice = "choice";

    /// <summary>Whether a value is written as a range or a choice.</summary>
    public static bool Is(SyntaxNode? node) => node is SyntaxObject written && (written.Find(Range) ?? written.Find(Choice)) is not null;

    /// <summary>The two bounds of a well-formed range; null otherwise.</summary>
    public static (SyntaxValue Low, SyntaxValue High)? Bounds(SyntaxNode node) =>
        (node as SyntaxObject)?.Find(Range)?.Value is SyntaxArray { Items: [SyntaxValue { Kind: JsonValueKind.Number } low, SyntaxValue { Kind: JsonValueKind.Number } high] } ? (low, high) : null;

    /// <summary>The items of a choice; empty for anything else.</summary>
    public static IReadOnlyList<SyntaxNode> Choices(SyntaxNode node) => ((node as SyntaxObject)?.Find(Choice)?.Value as SyntaxArray)?.Items ?? [];

    /// <summary>The values at the ends: both bounds of a range, all items of a choice.</summary>
    public static IReadOnlyList<SyntaxNode> Ends(SyntaxNode node) => Bounds(node) is { } bounds ? [bounds.Low, bounds.High] : Choices(node);
}
