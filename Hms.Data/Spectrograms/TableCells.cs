using System.Text;
using Hms.Data.Files;

namespace Hms.Data.Spectrograms;

/// <summary>Changes single cells of a CSV file, in whatever encoding it is; every other byte stays, but that the file ends with a line break.</summary>
internal static class TableCells
{
    /// <summary>The bytes of a file with some cells replaced.</summary>
    /// <param name="path">The file, as an error names it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="changes">For each data row its new cells by column, in ASCII; null where nothing changes. Blank lines are no rows.</param>
    /// <exception cref="HmsDataException">The file has another number of rows than there are changes, because it was changed meanwhile or a cell holds a line break; or its UTF-16 is broken.</exception>
    public static byte[] Replace(string path, byte[] content, IReadOnlyList<IReadOnlyDictionary<string, string>?> changes)
    {
        try
        {
            var encoding = EncodingOf(content);
            return encoding.GetBytes(Replace(path, encoding.GetString(content), changes));
        }
        catch (DecoderFallbackException error)
        {
            throw new HmsDataException(path, $"is no valid UTF-16: {error.Message} Save it as UTF-8.", error);
        }
    }

    /// <summary>UTF-16 where a mark says so; else Latin-1, which takes every byte for one character and gives it back: UTF-8 as well, whose separators are bytes of ASCII.</summary>
    private static Encoding EncodingOf(byte[] content) => content switch
    {
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => Encoding.Latin1,
    };

    private static string Replace(string path, string text, IReadOnlyList<IReadOnlyDictionary<string, string>?> changes)
    {
        var result = new StringBuilder(text.Length);
        List<string>? header = null;
        var (row, position, end) = (0, 0, "\n");
        while (position < text.Length)
        {
            var length = text.AsSpan(position).IndexOfAny('\r', '\n');
            var line = length < 0 ? text[position..] : text.Substring(position, length);
            position += line.Length;
            if (length >= 0) { end = text.AsSpan(position).StartsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : text.Substring(position, 1); }
            position += end.Length;
            if (!string.IsNullOrWhiteSpace(line))
            {
                if (header is null) { header = [.. Split(line).Select(name => name.Trim('\uFEFF', '\u00EF', '\u00BB', '\u00BF', ' ', '\t', '"'))]; }
                else
                {
                    if (row < changes.Count && changes[row] is { } cells) { line = Change(path, line, header, cells); }
                    row++;
                }
            }
            result.Append(line).Append(end);
        }
        return row == changes.Count ? result.ToString() : throw new HmsDataException(path, $"has {row} lines of data, but {changes.Count} rows were read; write one row a line, and do not change it meanwhile.");
    }

    private static string Change(string path, string line, List<string> header, IReadOnlyDictionary<string, string> cells)
    {
        var values = Split(line);
        foreach (var (column, value) in cells)
        {
            var index = header.IndexOf(column);
            if (index < 0 || index >= values.Count) { throw new HmsDataException(path, $"its column {column} cannot be found again to be filled; write the header and every row in one line each."); }
            values[index] = value;
        }
        return string.Join(',', values);
    }

    /// <summary>The cells as they stand, quotation marks included; a comma between quotation marks parts nothing.</summary>
    private static List<string> Split(string line)
    {
        var cells = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"') { quoted = !quoted; }
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(line[start..i]);
                start = i + 1;
            }
        }
        cells.Add(line[start..]);
        return cells;
    }
}
