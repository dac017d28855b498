namespace Hms.Data.Files;

/// <summary>Reads train.csv and test.csv; the first problem is an <see cref="HmsDataException"/> that names file, row, column and value.</summary>
public static class LabelFile
{
    /// <summary>The 15 columns of train.csv, all needed, in any order.</summary>
    public static IReadOnlyList<string> LabelColumns { get; } =
    [
        "eeg_id", "eeg_sub_id", "eeg_label_offset_seconds", "spectrogram_id", "spectrogram_sub_id", "spectrogram_label_offset_seconds",
        "label_id", "patient_id", "expert_consensus", .. VoteClasses.Columns,
    ];

    /// <summary>The 3 columns of test.csv, all needed, in any order.</summary>
    public static IReadOnlyList<string> TestColumns { get; } = ["spectrogram_id", "eeg_id", "patient_id"];

    /// <summary>Reads a label table.</summary>
    /// <param name="path">A file with the columns of train.csv.</param>
    /// <returns>At least one row, in file order.</returns>
    /// <exception cref="HmsDataException">A column is missing or unknown, a value is no number or negative, votes sum to 0, an EEG or spectrogram has two patients, or there is no row.</exception>
    public static IReadOnlyList<LabelRow> ReadLabels(string path)
    {
        using var table = CsvTable.Open(path, LabelColumns);
        var rows = new List<LabelRow>();
        var eegPatients = new Dictionary<long, long>();
        var spectrogramPatients = new Dictionary<long, long>();
        while (table.Read())
        {
            var row = ReadLabel(table);
            RequireOnePatient(table, eegPatients, "eeg_id", row.EegId, row.PatientId);
            if (row.SpectrogramId is { } id) { RequireOnePatient(table, spectrogramPatients, "spectrogram_id", id, row.PatientId); }
            rows.Add(row);
        }
        return rows.Count > 0 ? rows : throw new HmsDataException(path, "has a header but no rows.");
    }

    /// <summary>Reads a table of recordings to score.</summary>
    /// <param name="path">A file with the columns of test.csv.</param>
    /// <returns>At least one row, in file order.</returns>
    /// <exception cref="HmsDataException">A column is missing or unknown, an id is no whole number, an eeg_id occurs twice, or there is no row.</exception>
    public static IReadOnlyList<TestRow> ReadTest(string path)
    {
        using var table = CsvTable.Open(path, TestColumns);
        var rows = new List<TestRow>();
        var seen = new HashSet<long>();
        while (table.Read())
        {
            var row = new TestRow(table.Id("eeg_id"), table.OptionalId("spectrogram_id"), table.Id("patient_id"));
            if (!seen.Add(row.EegId)) { throw table.Error("eeg_id", $"{row.EegId} occurs twice; one row per EEG is needed."); }
            rows.Add(row);
        }
        return rows.Count > 0 ? rows : throw new HmsDataException(path, "has a header but no rows.");
    }

    private static LabelRow ReadLabel(CsvTable table)
    {
        var votes = new int[VoteClasses.Count];
        for (var i = 0; i < votes.Length; i++) { votes[i] = table.WholeNumber(VoteClasses.Columns[i]); }
        if (votes.Sum(count => (long)count) == 0) { throw table.Error(null, "votes sum to 0; at least one vote is needed."); }
        return new LabelRow
        {
            EegId = table.Id("eeg_id"),
            EegSubId = table.WholeNumber("eeg_sub_id"),
            EegOffsetSeconds = table.NonNegative("eeg_label_offset_seconds"),
            SpectrogramId = table.OptionalId("spectrogram_id"),
            SpectrogramSubId = table.WholeNumber("spectrogram_sub_id"),
            SpectrogramOffsetSeconds = table.NonNegative("spectrogram_label_offset_seconds"),
            LabelId = table.Id("label_id"),
            PatientId = table.Id("patient_id"),
            ExpertConsensus = table.Text("expert_consensus"),
            Votes = votes,
        };
    }

    private static void RequireOnePatient(CsvTable table, Dictionary<long, long> patients, string column, long id, long patient)
    {
        if (patients.TryAdd(id, patient) || patients[id] == patient) { return; }
        throw table.Error(column, $"{id} belongs to patient {patients[id]} above and to {patient} here; splits by patient need one.");
    }
}
