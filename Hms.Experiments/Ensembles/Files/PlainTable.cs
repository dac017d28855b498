using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>A CSV file from anywhere, whole in memory: commas, semicolons or tabs, a mark of order or none, any line ends.</summary>
/// <param name="Path">The file, as the user named it.</param>
/// <param name="Header">Column names.</param>
/// <param name="Rows">Cells of each row, as many as there are columns.</param>
/// <param name="Lines">Line of each row in the file; the header is 1.</param>
internal sealed record PlainTable(string Path, IReadOnlyList<string> Header, IReadOnlyList<string[]> Rows, IReadOnlyList<int> Lines)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HmsDataException">It cannot be opened, is no CSV, or has no rows.</exception>
    public static PlainTable Read(string path)
    {
        try
        {
            using var reader = CsvReader.Create(Open(path), Options(Separator(path)), leaveOpen: false);
            return Read(path, reader);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new HmsDataException(path, $"cannot be opened: {error.Message}", error);
        }
        catch (CsvFormatException error)
        {
            throw new HmsDataException(path, (int)error.LineNumber, null, "is no valid CSV; look for a stray quotation mark.");
        }
    }

    /// <summary>Index of a column, whatever the case of its letters and with or without underscores; -1 where there is none.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Header.Count; i++)
        {
            if (Header[i].Equals(name, StringComparison.OrdinalIgnoreCase)) { return i; }
        }
        var letters = Letters(name);
        var index = letters.Length == 0 ? -1 : Header.Select(Letters).ToList().IndexOf(letters);
        return index < 0 && name == KnownColumns.Eeg ? Header.Select(Letters).ToList().IndexOf("eeg") : index;
    }

    /// <summary>Index of the first of some columns that there is; -1 where there is none.</summary>
    public int IndexOfFirst(IEnumerable<string> names) => names.Select(IndexOf).FirstOrDefault(index => index >= 0, -1);

    /// <summary>A number of a row.</summary>
    public double Number(int row, int column) =>
        double.TryParse(Rows[row][column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
        : throw Error(row, column, Rows[row][column].Length == 0 ? "is empty; a number is needed." : $"\"{Rows[row][column]}\" is no number.");

    /// <summary>An error at a row, and perhaps a column.</summary>
    public HmsDataException Error(int row, int column, string problem) => new(Path, Lines[row], column < 0 ? null : Header[column], problem);

    private static PlainTable Read(string path, CsvReader reader)
    {
        if (!reader.Read()) { throw new HmsDataException(path, "is empty; a header row is needed."); }
        string[] header = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
        if (header.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice) { throw new HmsDataException(path, 1, twice.Key, "occurs twice in the header."); }
        if (header.Length > 1 && header.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw new HmsDataException(path, 1, null, "holds numbers only where the names of the columns are needed; add a header row.");
        }
        var (rows, lines) = (new List<string[]>(), new List<int>());
        while (reader.Read())
        {
            if (reader.FieldCount != header.Length) { throw new HmsDataException(path, (int)reader.LineNumber, null, $"{reader.FieldCount} values where the header names {header.Length} columns."); }
            rows.Add([.. Enumerable.Range(0, header.Length).Select(reader.GetString)]);
            lines.Add((int)reader.LineNumber);
        }
        return rows.Count > 0 ? new PlainTable(path, header, rows, lines) : throw new HmsDataException(path, "has a header but no rows.");
    }

    /// <summary>The name without what programs write differently: eegId and EEG_ID are eeg_id.</summary>
    private static string Letters(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The text of a file, which may be gzip.</summary>
    private static StreamReader Open(string path)
    {
        var file = File.OpenRead(path);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return new StreamReader(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    private static char Separator(string path)
    {
        using var reader = Open(path);
        var header = reader.ReadLine() ?? "";
        return header.Contains(',') ? ',' : header.Contains('\t') ? '\t' : header.Contains(';') ? ';' : ',';
    }

    private static CsvReaderOptions Options(char separator) => new()
    {
        HasHeader = false,
        Separator = separator,
        TrimWhitespace = true,
        SkipEmptyLines = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = 1 << 20,
    };
}
