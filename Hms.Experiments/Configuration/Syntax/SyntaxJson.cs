using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hms.Experiments.Configuration.Syntax;

/// <summary>A part of a file as plain JSON, without its positions.</summary>
internal static class SyntaxJson
{
    /// <summary>The JSON; null for the literal null.</summary>
    public static JsonNode? Of(SyntaxNode node) => node switch
    {
        SyntaxObject written => new JsonObject(written.Members.Select(member => new KeyValuePair<string, JsonNode?>(member.Name, Of(member.Value)))),
        SyntaxArray list => new JsonArray([.. list.Items.Select(Of)]),
        SyntaxValue { Kind: JsonValueKind.Number } huge when !double.IsFinite(huge.Number) => JsonNode.Parse(huge.Text), // as written: there is no such number to write
        SyntaxValue value => JsonSerializer.SerializeToNode(value.ToObject()),
        _ => throw new ArgumentException($"{node.Words} has no JSON.", nameof(node)),
    };
}
