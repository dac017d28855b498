using Hms.Data.Schemas;

namespace Hms.Data.Files;

/// <summary>Reads train.csv and test.csv; the first problem is an <see cref="HmsDataException"/> that names file, row, column and value.</summary>
public static class LabelFile
{
    /// <summary>The 15 columns of train.csv, all needed, in any order.</summary>
    public static IReadOnlyList<string> LabelColumns => TableSchema.Labels.RequiredNames;

    /// <summary>The 3 columns of test.csv, all needed, in any order.</summary>
    public static IReadOnlyList<string> TestColumns => TableSchema.Test.RequiredNames;

    /// <summary>Reads a label table.</summary>
    /// <param name="path">A file with the columns of train.csv.</param>
    /// <returns>At least one row, in file order.</returns>
    /// <exception cref="HmsDataException">A column is missing or unknown, a value is no number or negative, votes sum to 0, an EEG or spectrogram has two patients, or there is no row.</exception>
    public static IReadOnlyList<LabelRow> ReadLabels(string path)
    {
        var rows = new List<LabelRow>();
        ReadLabels(path, (_, row) => rows.Add(row), error => throw error);
        return rows;
    }

    /// <summary>Reads a table of recordings to score.</summary>
    /// <param name="path">A file with the columns of test.csv.</param>
    /// <returns>At least one row, in file order.</returns>
    /// <exception cref="HmsDataException">A column is missing or unknown, an id is no whole number, an eeg_id occurs twice, or there is no row.</exception>
    public static IReadOnlyList<TestRow> ReadTest(string path)
    {
        var rows = new List<TestRow>();
        ReadTest(path, (_, row) => rows.Add(row), error => throw error);
        return rows;
    }

    /// <summary>As the public one, but hands on each good row with its line, and every problem.</summary>
    internal static void ReadLabels(string path, Action<int, LabelRow> take, Action<HmsDataException> report)
    {
        var eegPatients = new Dictionary<long, long>();
        var spectrogramPatients = new Dictionary<long, long>();
        LabelCells? cells = null;
        Read(path, TableSchema.Labels, take, report, table =>
        {
            var row = (cells ??= new LabelCells(table)).Read();
            RequireOnePatient(table, eegPatients, "eeg_id", row.EegId, row.PatientId);
            if (row.SpectrogramId is { } id) { RequireOnePatient(table, spectrogramPatients, "spectrogram_id", id, row.PatientId); }
            return row;
        });
    }

    /// <summary>As the public one, but hands on each good row with its line, and every problem.</summary>
    internal static void ReadTest(string path, Action<int, TestRow> take, Action<HmsDataException> report)
    {
        var seen = new HashSet<long>();
        Read(path, TableSchema.Test, take, report, table =>
        {
            var row = new TestRow(table.Id("eeg_id"), table.OptionalId("spectrogram_id"), table.Id("patient_id"));
            return seen.Add(row.EegId) ? row : throw table.Error("eeg_id", $"{row.EegId} occurs twice; one row per EEG is needed.");
        });
    }

    private static void Read<T>(string path, TableSchema schema, Action<int, T> take, Action<HmsDataException> report, Func<CsvTable, T> read)
    {
        using var table = CsvTable.Open(path, schema);
        var any = false;
        var readRow = () => take(table.Row, read(table));
        while (CsvRows.Next(table, report))
        {
            any = true;
            CsvRows.Try(table, report, readRow);
        }
        if (!any && table.IsReadable) { report(new HmsDataException(path, "has a header but no rows.")); }
    }

    private static void RequireOnePatient(CsvTable table, Dictionary<long, long> patients, string column, long id, long patient)
    {
        if (patients.TryAdd(id, patient) || patients[id] == patient) { return; }
        throw table.Error(column, $"{id} belongs to patient {patients[id]} above and to {patient} here; splits by patient need one.");
    }
}
