using System.Text;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Experiments.Commands;
using Hms.Experiments.Running;

namespace Hms.Experiments.Reporting.Comparisons;

/// <summary>A comparison as a person reads it, on a terminal or in a README.</summary>
internal static class ComparisonText
{
    /// <summary>Writes it to a terminal; warnings go to its error output.</summary>
    public static void Write(CommandTerminal terminal, RunComparison comparison)
    {
        foreach (var warning in comparison.Warnings) { terminal.Error.WriteLine($"warning: {warning}"); }
        foreach (var table in Tables(comparison)) { ResultTable.Write(terminal, table.Columns, table.Rows); }
        foreach (var difference in comparison.Differences) { terminal.Out.WriteLine(difference.Verdict); }
        terminal.Out.WriteLine(Explanation(comparison));
    }

    /// <summary>Writes it as Markdown, whole or not at all.</summary>
    public static void WriteMarkdown(string path, RunComparison comparison) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        foreach (var line in Markdown(comparison)) { writer.WriteLine(line); }
    });

    /// <summary>The lines of the Markdown.</summary>
    public static IEnumerable<string> Markdown(RunComparison comparison)
    {
        foreach (var table in Tables(comparison))
        {
            foreach (var line in table.Markdown()) { yield return line; }
            yield return "";
        }
        foreach (var difference in comparison.Differences) { yield return $"- {difference.Verdict}"; }
        yield return "";
        yield return Explanation(comparison);
        if (comparison.Warnings.Count > 0) { yield return ""; }
        foreach (var warning in comparison.Warnings) { yield return $"- Warning: {warning}"; }
    }

    private static IEnumerable<TextTable> Tables(RunComparison comparison)
    {
        yield return ComparisonTables.Figures(comparison);
        yield return ComparisonTables.Classes(comparison);
        yield return ComparisonTables.Differences(comparison);
        if (comparison.Runs.Count > 2) { yield return ComparisonTables.Ranking(comparison); }
    }

    private static string Explanation(RunComparison comparison)
    {
        var unit = comparison.Ranking.Unit switch { RowUnit.Row => "label row", RowUnit.Eeg => "EEG", _ => "spectrogram" };
        return $"Held-out rows, smaller KL is better; differences are taken {unit} by {unit}, standard errors (SE) and intervals by patient. Intervals of single runs do not say whether two runs differ.";
    }
}
