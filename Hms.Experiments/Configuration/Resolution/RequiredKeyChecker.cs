using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Reports keys that must be written but are not, once everything is merged.</summary>
internal sealed class RequiredKeyChecker(DiagnosticBag diagnostics)
{
    /// <summary>Checks a value and everything below it.</summary>
    /// <param name="node">The value.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="place">Where a missing key is reported, and what the object is called.</param>
    public void Check(SyntaxNode? node, Shape shape, (SourceLocation Location, string Name) place)
    {
        switch (shape)
        {
            case ObjectShape record when node is SyntaxObject written && !Variation.Is(node):
                CheckObject(written, record, place);
                break;
            case OneOfShape oneOf when node is not null:
                var alternatives = Variation.Is(node) ? Variation.Choices(node) : [node];
                foreach (var alternative in alternatives.Select(item => OneOfSyntax.Read(item, oneOf)).OfType<OneOfSyntax>())
                {
                    Check(alternative.Body, alternative.Shape, (alternative.Body.Location, alternative.Key));
                }
                break;
            case ListShape list when node is SyntaxArray array:
                foreach (var item in array.Items) { Check(item, list.Item, (item.Location, place.Name)); }
                break;
            case MapShape { Value: { } value } when node is SyntaxObject map:
                foreach (var member in map.Members) { Check(member.Value, value, (member.NameLocation, member.Name)); }
                break;
        }
    }

    private void CheckObject(SyntaxObject written, ObjectShape shape, (SourceLocation Location, string Name) place)
    {
        foreach (var property in shape.Properties)
        {
            if (written.Find(property.Key) is { } member)
            {
                Check(member.Value, property.Value, (member.NameLocation, property.Key));
            }
            else if (property.Required)
            {
                var near = written.Members.Select(candidate => candidate.Name).Where(name => shape.Find(name) is null).ToArray();
                if (Suggestions.Closest(property.Key, near) is not null) { continue; }
                diagnostics.Error(DiagnosticCodes.MissingKey, place.Location, $"{place.Name} needs the key \"{property.Key}\": {property.Description}");
            }
        }
    }
}
