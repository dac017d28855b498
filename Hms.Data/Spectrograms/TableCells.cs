using System.Text;
using Hms.Data.Files;

namespace Hms.Data.Spectrograms;

/// <summary>Changes single cells of a CSV file; every other byte stays, but that the file ends with a line break.</summary>
internal static class TableCells
{
    /// <summary>The text of a file with some cells replaced.</summary>
    /// <param name="path">The file, as an error names it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="changes">For each data row its new cells by column; null where nothing changes. Blank lines are no rows.</param>
    /// <exception cref="HmsDataException">The file has another number of rows than there are changes, because it was changed meanwhile or a cell holds a line break.</exception>
    public static string Replace(string path, string text, IReadOnlyList<IReadOnlyDictionary<string, string>?> changes)
    {
        var lines = text.Split('\n');
        var result = new StringBuilder(text.Length);
        List<string>? header = null;
        var row = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var (line, end) = lines[i].EndsWith('\r') ? (lines[i][..^1], "\r\n") : (lines[i], "\n");
            if (i == lines.Length - 1 && line.Length == 0) { break; }
            if (!string.IsNullOrWhiteSpace(line))
            {
                if (header is null) { header = [.. Split(line).Select(name => name.Trim().Trim('\uFEFF', '"'))]; }
                else
                {
                    if (row < changes.Count && changes[row] is { } cells) { line = Change(line, header, cells); }
                    row++;
                }
            }
            result.Append(line).Append(end);
        }
        return row == changes.Count ? result.ToString() : throw new HmsDataException(path, $"has {row} lines of data, but {changes.Count} rows were read; write one row a line, and do not change it meanwhile.");
    }

    private static string Change(string line, List<string> header, IReadOnlyDictionary<string, string> cells)
    {
        var values = Split(line);
        foreach (var (column, value) in cells) { values[header.IndexOf(column)] = value; }
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
