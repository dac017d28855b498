using Hms.Data.Files;
using Hms.Data.Schemas;

namespace Hms.Data.Edf.Import;

/// <summary>Reads labels: file, start_seconds, the six vote columns, and perhaps patient_id.</summary>
internal static class WindowLabelFile
{
    private const string PatientColumn = "patient_id";

    /// <summary>Reads the table.</summary>
    /// <exception cref="HmsDataException">A column or value is missing or wrong, a window occurs twice, or there is no row.</exception>
    public static IReadOnlyList<WindowLabel> Read(string path)
    {
        using var table = CsvTable.Open(path, TableSchema.WindowLabels);
        var rows = new List<WindowLabel>();
        var seen = new HashSet<(string, double)>();
        while (table.Read())
        {
            var votes = VoteClasses.Columns.Select(table.WholeNumber).ToArray();
            if (votes.Sum(count => (long)count) == 0) { throw table.Error(null, "votes sum to 0; at least one vote is needed."); }
            var file = table.Text(table.Column("file")).Replace('\\', '/');
            if (file.Length == 0) { throw table.Error("file", "is empty; the name of a recording is needed."); }
            var start = table.Number("start_seconds");
            if (!seen.Add((file, start))) { throw table.Error("start_seconds", FormattableString.Invariant($"{file} has a window at {start} s already; one row per window is needed.")); }
            rows.Add(new WindowLabel(table.Row, file, start, votes, table.Has(PatientColumn) ? table.OptionalId(PatientColumn) : null));
        }
        return rows.Count > 0 ? rows : throw new HmsDataException(path, "has a header but no rows.");
    }
}
