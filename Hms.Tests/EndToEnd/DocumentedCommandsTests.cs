using Hms.Experiments.Commands;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>Every command line in a code block of the documents is one that hms understands.</summary>
public sealed class DocumentedCommandsTests
{
    private const string Prefix = "dotnet run -c Release --project Hms.Experiments --";

    public static TheoryData<string> CommandLines => [.. Documents().SelectMany(CommandLinesOf).Distinct()];

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void CommandLine_OfTheDocuments_ParsesWithoutErrors(string line)
    {
        var parsed = HmsProgram.CreateRoot(CommandTerminal.OfProcess()).Parse(line);
        Assert.Empty(parsed.Errors.Select(error => error.Message));
        Assert.NotNull(parsed.CommandResult.Command.Action);
    }

    [Fact]
    public void CommandLines_AreFound() => Assert.True(CommandLines.Count >= 10, $"{CommandLines.Count} command lines found in {string.Join(", ", Documents())}");

    private static IEnumerable<string> Documents() => [Path.Combine(Repository.Root, "README.md"), .. Directory.GetFiles(Path.Combine(Repository.Root, "docs", "guide"), "*.md")];

    private static IEnumerable<string> CommandLinesOf(string document) =>
        from line in ShellLines(File.ReadAllText(document).Replace("\\\n", " ", StringComparison.Ordinal))
        let command = line.StartsWith("hms ", StringComparison.Ordinal) ? line[4..] : line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..] : null
        where command is not null
        select command.Split(" #")[0].Trim();

    /// <summary>The lines of the code blocks that are marked as shell.</summary>
    private static IEnumerable<string> ShellLines(string text)
    {
        string? block = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) { block = block is null ? line[3..].Trim() : null; }
            else if (block is "bash" or "sh" or "shell" or "console") { yield return line; }
        }
    }
}
