using System.Text;
using Hms.Experiments.Configuration;
using Hms.Tests.Support;
using NJsonSchema;

namespace Hms.Tests.Experiments.Configuration;

public sealed class BrokenFilesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "Hms.Tests", "Golden", "experiments");

    /// <summary>Problems that a JSON Schema can express: keys, types, names, limits, forms of ranges and choices, values that may not vary.</summary>
    private static readonly HashSet<string> StructuralCodes =
    [
        DiagnosticCodes.UnknownKey, DiagnosticCodes.WrongType, DiagnosticCodes.UnknownName, DiagnosticCodes.OutOfLimits, DiagnosticCodes.MissingKey,
        DiagnosticCodes.OneKeyNeeded, DiagnosticCodes.TooFewItems, DiagnosticCodes.MalformedVariation, DiagnosticCodes.RangeWithoutOrder, DiagnosticCodes.MayNotVary,
    ];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Folder, "broken"), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Parse_BrokenFiles_SayExactlyTheReviewedMessages()
    {
        var seen = new StringBuilder();
        foreach (var row in Files)
        {
            foreach (var diagnostic in Parse(row.Data).Diagnostics) { seen.Append(diagnostic).Append('\n'); }
            seen.Append('\n');
        }
        var received = Path.Combine(AppContext.BaseDirectory, "broken.messages.received.txt");
        var golden = Path.Combine(Folder, "broken.messages.txt");
        if (File.Exists(golden) && File.ReadAllText(golden) == seen.ToString()) { return; }
        File.WriteAllText(received, seen.ToString());
        Assert.Fail($"The messages differ from {golden}. Review: diff {golden} {received}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Parse_BrokenFile_HasErrorsAndNoExperiments(string name)
    {
        var result = Parse(name);
        Assert.True(result.HasErrors);
        Assert.Empty(result.Experiments);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Parse_BrokenFile_PointsAtTextOfTheFile(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "broken", name));
        foreach (var diagnostic in Parse(name).Diagnostics)
        {
            Assert.InRange(diagnostic.Line, 1, lines.Length);
            Assert.InRange(diagnostic.Column, 1, lines[diagnostic.Line - 1].Length + 1);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task JsonSchema_StructurallyBrokenFile_IsRefused(string name)
    {
        var result = Parse(name);
        if (!result.Diagnostics.Any(IsStructural)) { return; }
        var schema = await JsonSchema.FromJsonAsync(SchemaText.ForNJsonSchema, TestContext.Current.CancellationToken);
        Assert.NotEmpty(schema.Validate(File.ReadAllText(Path.Combine(Folder, "broken", name))));
    }

    /// <summary>What stands in an override is checked against the place it addresses, which a schema cannot follow.</summary>
    private static bool IsStructural(Diagnostic diagnostic) =>
        StructuralCodes.Contains(diagnostic.Code) && !diagnostic.Pointer.Contains("/override/", StringComparison.Ordinal);

    private static ExperimentsResult Parse(string name) => ExperimentsFile.Parse(File.ReadAllText(Path.Combine(Folder, "broken", name)), name);
}
