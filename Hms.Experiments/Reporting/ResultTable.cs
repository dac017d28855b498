using Hms.Experiments.Commands;
using Spectre.Console;

namespace Hms.Experiments.Reporting;

/// <summary>A table of texts: rounded on a terminal, plain lines that no width cuts elsewhere.</summary>
internal static class ResultTable
{
    private const int PlainWidth = 4000;

    /// <summary>Writes the table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Cells, as many a row as there are columns.</param>
    public static void Write(CommandTerminal terminal, IEnumerable<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = terminal.IsTerminal ? TableBorder.Rounded : TableBorder.Ascii };
        foreach (var column in columns) { table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap()); }
        foreach (var row in rows) { table.AddRow([.. row.Select(x => Markup.Escape(x.ReplaceLineEndings(" ")))]); }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out), Ansi = terminal.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        if (!terminal.IsTerminal) { console.Profile.Width = PlainWidth; }
        console.Write(table);
    }
}
