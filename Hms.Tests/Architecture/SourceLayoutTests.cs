using System.Text.RegularExpressions;
using Hms.Tests.Support;

namespace Hms.Tests.Architecture;

/// <summary>Folder = namespace, and one public type per file, named after it.</summary>
public sealed partial class SourceLayoutTests
{
    private static readonly string[] Rooms = ["Hms.Signal", "Hms.Data", "Hms.Transforms", "Hms.Tuning", "Hms.Training", "Hms.Experiments"];

    public static TheoryData<string> RoomNames => [.. Rooms];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Namespace_OfEveryFile_IsItsFolder(string room)
    {
        var wrong = from file in Sources(room)
                    let declared = NamespaceLine().Match(File.ReadAllText(file))
                    where declared.Success && declared.Groups[1].Value != Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!).Replace('/', '.')
                    select Path.GetRelativePath(Repository.Root, file) + " declares " + declared.Groups[1].Value;
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void PublicTypes_OfEveryFile_AreOneNamedAfterIt(string room)
    {
        var wrong = from file in Sources(room)
                    let types = PublicType().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Distinct().ToArray()
                    let name = Path.GetFileNameWithoutExtension(file).Split('.', '{')[0] // SearchSpace{T}.cs holds the generic one
                    where types.Length > 1 || (types.Length == 1 && types[0] != name)
                    select Path.GetRelativePath(Repository.Root, file) + ": " + string.Join(", ", types);
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Sources(string room) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/build/", StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    /// <summary>Types at the outer level only: a public type nested in another is part of it.</summary>
    [GeneratedRegex(@"^public (?:static |sealed |abstract |readonly |partial |ref |unsafe )*(?:class|record struct|record class|record|struct|interface|enum|delegate \S+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
