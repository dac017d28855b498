namespace Hms.Experiments.Configuration.Syntax;

/// <summary>A JSON object. Immutable: merging makes new objects that keep the untouched values and their places.</summary>
internal sealed class SyntaxObject(SourceLocation location, IReadOnlyList<SyntaxMember> members) : SyntaxNode(location)
{
    /// <summary>Keys and values in file order.</summary>
    public IReadOnlyList<SyntaxMember> Members { get; } = members;

    /// <inheritdoc />
    public override string Words => "an object";

    /// <summary>The member of a key, or null.</summary>
    public SyntaxMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);

    /// <summary>This object with one member set: replaced in place, or appended.</summary>
    public SyntaxObject With(SyntaxMember member)
    {
        var known = Find(member.Name) is not null;
        return new(Location, known ? [.. Members.Select(old => old.Name == member.Name ? member : old)] : [.. Members, member]);
    }

    /// <summary>This object without some keys.</summary>
    public SyntaxObject Without(params string[] names) => new(Location, [.. Members.Where(member => !names.Contains(member.Name))]);
}
