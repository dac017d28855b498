using System.Text;
using System.Text.Json;

namespace Hms.Experiments.Configuration.Syntax;

/// <summary>Reads strict JSON (no comments, no trailing commas) into a positioned tree; duplicate keys and syntax errors become diagnostics.</summary>
internal sealed class SyntaxReader
{
    /// <summary>Objects and lists nested deeper than this are refused.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Largest file in bytes.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary>Longest key in characters: the path of every value below it holds it.</summary>
    public const int MaximumNameLength = 256;

    /// <summary>Most keys of one object, most values of one list.</summary>
    public const int MaximumMembers = 10_000;

    private readonly string _file;
    private readonly LineMap _lines;
    private readonly DiagnosticBag _diagnostics;

    private SyntaxReader(byte[] text, string file, DiagnosticBag diagnostics)
    {
        _file = file;
        _lines = new LineMap(text);
        _diagnostics = diagnostics;
    }

    /// <summary>The tree of a text; null where it is not JSON (a diagnostic says why).</summary>
    /// <param name="utf8">The file's bytes; a byte order mark is tolerated.</param>
    /// <param name="file">Name for messages.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    public static SyntaxNode? Read(ReadOnlySpan<byte> utf8, string file, DiagnosticBag diagnostics)
    {
        if (utf8.Length > MaximumBytes)
        {
            diagnostics.Error(DiagnosticCodes.UnreadableFile, new(file, 1, 1, string.Empty), $"the file has {utf8.Length} bytes; at most {MaximumBytes} are read.");
            return null;
        }
        var text = (utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8).ToArray();
        return new SyntaxReader(text, file, diagnostics).ReadDocument(text);
    }

    private SyntaxNode? ReadDocument(byte[] text)
    {
        var valid = ValidUtf8Length(text);
        if (valid < text.Length)
        {
            _diagnostics.Error(DiagnosticCodes.Syntax, At(valid, string.Empty), "the text is not JSON: a byte is not UTF-8; save the file as UTF-8.");
            return null;
        }
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, string.Empty);
            reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            var offset = _lines.OffsetOf(error.LineNumber ?? 0, error.BytePositionInLine ?? 0);
            _diagnostics.Error(DiagnosticCodes.Syntax, At(offset, string.Empty), $"the text is not JSON: {Words(error.Message)}");
        }
        catch (InvalidOperationException)
        {
            _diagnostics.Error(DiagnosticCodes.Syntax, At(reader.TokenStartIndex, string.Empty), "the text is not JSON: a \\u escape is half of a surrogate pair.");
        }
        return null;
    }

    /// <summary>The reader's message without its own position and without advice for programmers.</summary>
    private static string Words(string message)
    {
        var cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (cut < 0 ? message : message[..cut]).Replace(" in this mode. Change the reader options.", ".", StringComparison.Ordinal);
    }

    private static int ValidUtf8Length(ReadOnlySpan<byte> text)
    {
        var position = 0;
        while (position < text.Length)
        {
            if (Rune.DecodeFromUtf8(text[position..], out _, out var length) != System.Buffers.OperationStatus.Done) { break; }
            position += length;
        }
        return position;
    }

    private SyntaxNode ReadValue(ref Utf8JsonReader reader, string pointer)
    {
        var location = At(reader.TokenStartIndex, pointer);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, location),
            JsonTokenType.StartArray => ReadArray(ref reader, location),
            JsonTokenType.String => new SyntaxValue(location, JsonValueKind.String, reader.GetString()!),
            JsonTokenType.Number => new SyntaxValue(location, JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => new SyntaxValue(location, JsonValueKind.True, "true"),
            JsonTokenType.False => new SyntaxValue(location, JsonValueKind.False, "false"),
            _ => new SyntaxValue(location, JsonValueKind.Null, "null"),
        };
    }

    private SyntaxObject ReadObject(ref Utf8JsonReader reader, SourceLocation location)
    {
        var members = new OrderedDictionary<string, SyntaxMember>(StringComparer.Ordinal);
        var count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (++count > MaximumMembers)
            {
                if (count == MaximumMembers + 1) { TooMany(ref reader, location.Pointer, "the object has more than", "keys"); }
                reader.Skip();
                continue;
            }
            var name = Name(ref reader, location.Pointer);
            var nameLocation = At(reader.TokenStartIndex, SourceLocation.Below(location.Pointer, name));
            reader.Read();
            var value = ReadValue(ref reader, nameLocation.Pointer);
            if (members.TryAdd(name, new SyntaxMember(name, nameLocation, value))) { continue; }
            _diagnostics.Error(DiagnosticCodes.DuplicateKey, nameLocation, $"key \"{name}\" is already written at line {members[name].NameLocation.Line}; keep one of them.", name);
        }
        return new SyntaxObject(location, [.. members.Values]);
    }

    private void TooMany(ref Utf8JsonReader reader, string pointer, string what, string items) =>
        _diagnostics.Error(DiagnosticCodes.Syntax, At(reader.TokenStartIndex, pointer), $"{what} {MaximumMembers} {items}; the rest is not read.");

    private string Name(ref Utf8JsonReader reader, string pointer)
    {
        var name = reader.GetString()!;
        if (name.Length <= MaximumNameLength) { return name; }
        _diagnostics.Error(DiagnosticCodes.Syntax, At(reader.TokenStartIndex, pointer), $"a key has {name.Length} characters; at most {MaximumNameLength} are read.");
        return name[..MaximumNameLength];
    }

    private SyntaxArray ReadArray(ref Utf8JsonReader reader, SourceLocation location)
    {
        var items = new List<SyntaxNode>();
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (++count > MaximumMembers)
            {
                if (count == MaximumMembers + 1) { TooMany(ref reader, location.Pointer, "the list has more than", "values"); }
                reader.Skip();
                continue;
            }
            items.Add(ReadValue(ref reader, SourceLocation.Below(location.Pointer, items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }
        return new SyntaxArray(location, items);
    }

    private SourceLocation At(long offset, string pointer)
    {
        var (line, column) = _lines.Locate(offset);
        return new SourceLocation(_file, line, column, pointer);
    }
}
