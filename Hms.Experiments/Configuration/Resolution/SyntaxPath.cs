using System.Globalization;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Follows keys and list indices through a tree. The kind of a step may be left out: <c>transforms, 3, input</c>.</summary>
internal static class SyntaxPath
{
    /// <summary>The value at a path, or the nearest one above it that is written.</summary>
    public static (SyntaxNode Nearest, bool IsComplete) Follow(SyntaxNode node, IEnumerable<string> path)
    {
        foreach (var part in path)
        {
            var next = node switch
            {
                SyntaxObject written => (written.Find(part) ?? InsideStep(written, part))?.Value,
                SyntaxArray list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            if (next is null) { return (node, false); }
            node = next;
        }
        return (node, true);
    }

    private static SyntaxMember? InsideStep(SyntaxObject step, string key) => step is { Members: [{ Value: SyntaxObject body }] } ? body.Find(key) : null;
}
