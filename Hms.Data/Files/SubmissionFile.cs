using System.Globalization;
using System.Text;
using Hms.Data.Schemas;

namespace Hms.Data.Files;

/// <summary>Writes and reads submission.csv: eeg_id and six probabilities a row.</summary>
public static class SubmissionFile
{
    /// <summary>How far the sum of a row may lie from 1.</summary>
    public const double SumTolerance = 1e-5;

    /// <summary>The 7 columns, all needed; in this order when written, in any order when read.</summary>
    public static IReadOnlyList<string> Columns => TableSchema.Submission.RequiredNames;

    /// <summary>Writes a submission, whole or not at all.</summary>
    /// <param name="path">Target; an existing file is replaced.</param>
    /// <param name="rows">At least one row; each EEG once.</param>
    /// <exception cref="ArgumentException">A row has not six finite probabilities in [0, 1] that sum to 1, an EEG occurs twice, or there is no row.</exception>
    public static void Write(string path, IEnumerable<SubmissionRow> rows)
    {
        var text = new StringBuilder(string.Join(',', Columns)).Append('\n');
        var seen = new HashSet<long>();
        foreach (var row in rows)
        {
            if (Problem(row) is { } problem) { throw new ArgumentException($"EEG {row.EegId}: {problem}", nameof(rows)); }
            if (!seen.Add(row.EegId)) { throw new ArgumentException($"EEG {row.EegId} occurs twice; one row per EEG is needed.", nameof(rows)); }
            text.Append(CultureInfo.InvariantCulture, $"{row.EegId}");
            foreach (var value in row.Probabilities) { text.Append(CultureInfo.InvariantCulture, $",{value:R}"); }
            text.Append('\n');
        }
        if (seen.Count == 0) { throw new ArgumentException("A submission needs at least one row.", nameof(rows)); }
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Reads a submission.</summary>
    /// <param name="path">The file.</param>
    /// <returns>At least one row, in file order.</returns>
    /// <exception cref="HmsDataException">A column is missing or unknown, a value is no number in [0, 1], a row does not sum to 1, an EEG occurs twice, or there is no row.</exception>
    public static IReadOnlyList<SubmissionRow> Read(string path)
    {
        using var table = CsvTable.Open(path, TableSchema.Submission);
        var rows = new List<SubmissionRow>();
        var seen = new HashSet<long>();
        while (table.Read())
        {
            var row = new SubmissionRow(table.Id("eeg_id"), [.. VoteClasses.Columns.Select(table.Number)]);
            if (Problem(row) is { } problem) { throw table.Error(null, problem); }
            if (!seen.Add(row.EegId)) { throw table.Error("eeg_id", $"{row.EegId} occurs twice; one row per EEG is needed."); }
            rows.Add(row);
        }
        return rows.Count > 0 ? rows : throw new HmsDataException(path, "has a header but no rows.");
    }

    private static string? Problem(SubmissionRow row)
    {
        if (row.Probabilities.Count != VoteClasses.Count) { return $"{row.Probabilities.Count} probabilities; {VoteClasses.Count} are needed."; }
        foreach (var value in row.Probabilities)
        {
            if (!(value >= 0 && value <= 1 + SumTolerance)) { return string.Create(CultureInfo.InvariantCulture, $"a probability is {value}; 0 to 1 is needed."); }
        }
        var sum = row.Probabilities.Sum();
        return Math.Abs(sum - 1) <= SumTolerance ? null : string.Create(CultureInfo.InvariantCulture, $"probabilities sum to {sum:0.######}; 1 within {SumTolerance} is needed.");
    }
}
