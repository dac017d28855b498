using System.Text;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Syntax;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Configuration;

public sealed class SyntaxReaderTests
{
    [Theory]
    [InlineData("{\n  \"a\": [1, \"ü\", 2]\n}", "/a/2", 2, 17)]
    [InlineData("{\r\n  \"a\": [1,\r\n    2]\r\n}", "/a/1", 3, 5)]
    [InlineData("\uFEFF{\"a\": {\"b/c\": true}}", "/a/b~1c", 1, 15)]
    [InlineData("{\"smile \ud83d\ude00\": 7}", "/smile \ud83d\ude00", 1, 14)]
    public void Read_Value_KnowsItsLineAndColumn(string text, string pointer, int line, int column)
    {
        var node = Read(text, out var diagnostics)!;
        Assert.Empty(diagnostics);
        Assert.Contains((pointer, line, column), Below(node).Select(found => (found.Location.Pointer, found.Location.Line, found.Location.Column)));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n  \"a\": 1,\n}", 3, 1)]
    [InlineData("{\n  // comment\n}", 2, 3)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{\"a\": nul}", 1, 10)]
    [InlineData("{\"a\": \"\\ud800\"}", 1, 7)]
    public void Read_NoJson_SaysWhere(string text, int line, int column)
    {
        Assert.Null(Read(text, out var diagnostics));
        var problem = Assert.Single(diagnostics);
        Assert.Equal((DiagnosticCodes.Syntax, line, column), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_SaysWhere()
    {
        var bag = new DiagnosticBag();
        Assert.Null(SyntaxReader.Read([.. "{\n \""u8, 0xFF, .. "\": 1}"u8], "test.json", bag));
        Assert.Equal((2, 3), (bag.InFileOrder()[0].Line, bag.InFileOrder()[0].Column));
    }

    [Fact]
    public void Read_TooDeep_IsRefused()
    {
        Assert.NotNull(Read(new string('[', SyntaxReader.MaximumDepth) + new string(']', SyntaxReader.MaximumDepth), out _));
        Assert.Null(Read(new string('[', 100_000), out var diagnostics));
        Assert.Contains("depth", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooLarge_IsRefused()
    {
        Assert.Null(Read(new string(' ', SyntaxReader.MaximumBytes) + "{}", out var diagnostics));
        Assert.Equal(DiagnosticCodes.UnreadableFile, Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void Read_DuplicateKeys_AreEachReported()
    {
        Assert.NotNull(Read("{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2}, \"a\": 3, \"a\": 4}", out var diagnostics));
        Assert.Equal(["/b/c", "/a", "/a"], diagnostics.Select(diagnostic => diagnostic.Pointer));
        Assert.All(diagnostics, diagnostic => Assert.Equal(DiagnosticCodes.DuplicateKey, diagnostic.Code));
    }

    [Fact]
    public void Read_AnyPrefixOfAFile_NeverThrows()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "experiments.json"));
        for (var length = 0; length < text.Length - 2; length += 7)
        {
            Assert.True(ExperimentsFile.Parse(text[..length], "test.json").HasErrors);
        }
    }

    [Fact]
    public void Parse_AnyValueReplacedByAnother_NeverThrows()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "experiments.json"));
        string[] strangers = ["null", "true", "-1", "\"x\"", "[]", "{}", "{\"range\":[1,2]}", "{\"choice\":[1,2]}", "{\"choice\":[{},[]]}", "1e400"];
        var spans = Spans(text);
        Assert.True(spans.Count > 200);
        for (var i = 0; i < spans.Count; i++)
        {
            var (start, length) = spans[i];
            foreach (var stranger in (string[])[strangers[i % strangers.Length], strangers[(i * 3 + 1) % strangers.Length]])
            {
                ExperimentsFile.Parse(text[..start] + stranger + text[(start + length)..], "test.json");
            }
        }
    }

    [Fact]
    public void Load_MissingFile_IsADiagnostic()
    {
        using var folder = new TempFolder();
        var result = ExperimentsFile.Load(folder["none.json"]);
        Assert.Equal((DiagnosticCodes.UnreadableFile, folder["none.json"]), (Assert.Single(result.Diagnostics).Code, result.File));
    }

    /// <summary>Start and length of every value of the text: of scalars as tokens, of objects and lists up to their closing bracket.</summary>
    private static List<(int Start, int Length)> Spans(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(text.Length, bytes.Length);
        var reader = new System.Text.Json.Utf8JsonReader(bytes);
        var spans = new List<(int, int)>();
        while (reader.Read())
        {
            if (reader.TokenType is System.Text.Json.JsonTokenType.PropertyName or System.Text.Json.JsonTokenType.EndArray or System.Text.Json.JsonTokenType.EndObject) { continue; }
            var start = (int)reader.TokenStartIndex;
            var copy = reader;
            copy.Skip();
            spans.Add((start, (int)copy.BytesConsumed - start));
        }
        return spans;
    }

    private static SyntaxNode? Read(string text, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        var node = SyntaxReader.Read(Encoding.UTF8.GetBytes(text), "test.json", bag);
        diagnostics = bag.InFileOrder();
        return node;
    }

    private static IEnumerable<SyntaxNode> Below(SyntaxNode node) => node switch
    {
        SyntaxObject written => written.Members.SelectMany(member => Below(member.Value)).Prepend(node),
        SyntaxArray list => list.Items.SelectMany(Below).Prepend(node),
        _ => [node],
    };
}
