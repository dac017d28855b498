using System.Globalization;
using Hms.Experiments.Commands;
using Hms.Experiments.Running.Series;

namespace Hms.Experiments.Reporting;

/// <summary>The end of <c>hms run</c>: one line per experiment, and what failed.</summary>
internal static class SeriesTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(CommandTerminal terminal, SeriesOutcome outcome)
    {
        ResultTable.Write(terminal, ["name", "KL", ">= 10 votes", "prior", "rows", "patients", "scored", "time", ""], outcome.Entries.Select(Cells));
        foreach (var page in outcome.Pages) { terminal.Out.WriteLine($"page    {page}"); }
        foreach (var entry in outcome.Entries.Where(entry => entry.State == SeriesState.Failed)) { terminal.Out.WriteLine($"failed  {entry.Name}: {entry.Problem?.ReplaceLineEndings(" ")}"); }
        if (outcome.FailedCount > 0) { terminal.Out.WriteLine($"{outcome.FailedCount} of {outcome.Entries.Count} failed; the same command tries them again and keeps the others."); }
    }

    private static string[] Cells(SeriesEntry entry) =>
    [
        entry.Name, F(entry.Kl), F(entry.HighVotesKl), F(entry.PriorKl), N(entry.Rows), N(entry.Patients), N(entry.ScoredEegs),
        Durations.Format(TimeSpan.FromSeconds(entry.Seconds)), entry.State switch { SeriesState.Completed => "", SeriesState.Kept => "was there", var state => state.ToString().ToLowerInvariant() },
    ];

    private static string F(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "";

    private static string N(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
