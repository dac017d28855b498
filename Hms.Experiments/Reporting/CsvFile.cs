using System.Globalization;
using CsvHelper;
using Hms.Data.Files;

namespace Hms.Experiments.Reporting;

/// <summary>Writes a table as CSV, whole or not at all: UTF-8, invariant numbers with all their digits, empty for null.</summary>
internal static class CsvFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="header">Column names.</param>
    /// <param name="rows">Values, as many a row as there are columns.</param>
    public static void Write(string path, IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions(), leaveOpen: true);
        csv.WriteRecord(header.ToArray());
        foreach (var row in rows) { csv.WriteRecord(row.Select(Text).ToArray()); }
        csv.Flush();
    });

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
