using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Merges what an experiment says into what it extends: objects key by key; a list, a single value or another alternative replaces.</summary>
internal static class SyntaxMerger
{
    /// <summary>The merged value; values keep the places where they were written.</summary>
    public static SyntaxNode Merge(SyntaxNode parent, SyntaxNode child, Shape shape)
    {
        if (Variation.Is(parent) || Variation.Is(child)) { return child; }
        return (shape, parent, child) switch
        {
            (ObjectShape record, SyntaxObject parentObject, SyntaxObject childObject) => MergeObjects(parentObject, childObject, record),
            (OneOfShape oneOf, _, _) => MergeAlternatives(parent, child, oneOf),
            _ => child,
        };
    }

    /// <summary>Two records.</summary>
    public static SyntaxObject MergeObjects(SyntaxObject parent, SyntaxObject child, ObjectShape shape)
    {
        var merged = new SyntaxObject(child.Location, parent.Members);
        foreach (var member in child.Members)
        {
            var inherited = parent.Find(member.Name);
            var property = shape.Find(member.Name);
            var value = inherited is null || property is null ? member.Value : Merge(inherited.Value, member.Value, property.Value);
            merged = merged.With(member with { Value = value });
        }
        return merged;
    }

    private static SyntaxNode MergeAlternatives(SyntaxNode parent, SyntaxNode child, OneOfShape shape)
    {
        var (inherited, written) = (OneOfSyntax.Read(parent, shape), OneOfSyntax.Read(child, shape));
        if (inherited is null || written is null || inherited.Key != written.Key) { return child; }
        return written.With(MergeObjects(inherited.Body, written.Body, written.Shape), child.Location);
    }
}
