using System.Globalization;
using Hms.Experiments.Commands;
using Hms.Tuning.Studies;
using Spectre.Console;

namespace Hms.Experiments.Reporting;

/// <summary>The leaderboard as a person compares it.</summary>
internal static class LeaderboardTable
{
    private const int PlainWidth = 160;

    /// <summary>Writes the table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="rows">Rows in order.</param>
    /// <param name="parameters">Names of the search parameters.</param>
    public static void Write(CommandTerminal terminal, IReadOnlyList<LeaderboardRow> rows, IReadOnlyList<string> parameters)
    {
        var table = new Table { Border = terminal.IsTerminal ? TableBorder.Rounded : TableBorder.Ascii };
        foreach (var column in (string[])["rank", "trial", "KL", "best epoch*", "gain over prior", .. parameters.Select(ShortName), "time", "state"]) { table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap()); }
        foreach (var row in rows) { table.AddRow([.. Cells(row, parameters).Select(Markup.Escape)]); }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out), Ansi = terminal.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        if (!terminal.IsTerminal) { console.Profile.Width = PlainWidth; }
        console.Write(table);
        terminal.Out.WriteLine("* mean of each fold's best epoch: chosen on the rows it is judged on, so optimistic.");
    }

    private static IEnumerable<string> Cells(LeaderboardRow row, IReadOnlyList<string> parameters)
    {
        var trial = row.Trial;
        yield return row.Rank?.ToString(CultureInfo.InvariantCulture) ?? "";
        yield return trial.Number.ToString(CultureInfo.InvariantCulture);
        yield return trial.State == TrialState.Complete ? Number(trial.Value, "F4") : "";
        yield return Number(row.Result?.BestEpochKl, "F4");
        yield return row.Result is { } result ? $"{Number(result.Gain, "F4")} +- {Number(result.GainStandardError, "F4")}" : "";
        foreach (var name in parameters) { yield return trial.Parameters.TryGet(name, out var assignment) ? Value(assignment.Value) : ""; }
        yield return trial.Duration is { } duration ? Durations.Format(duration) : "";
        yield return trial.Failure is { } failure ? $"failed: {failure.Message}" : trial.State.ToString().ToLowerInvariant();
    }

    /// <summary>The last part of a path is enough beside the others, except where it says nothing alone.</summary>
    private static string ShortName(string parameter) => parameter[(parameter.LastIndexOf('.') + 1)..];

    private static string Value(object? value) => value is double number ? number.ToString("G4", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
