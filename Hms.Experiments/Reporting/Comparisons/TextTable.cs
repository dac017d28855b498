namespace Hms.Experiments.Reporting.Comparisons;

/// <summary>A table of texts.</summary>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells, as many a row as there are columns.</param>
internal sealed record TextTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The table as Markdown lines; the first column to the left, the others to the right.</summary>
    public IEnumerable<string> Markdown()
    {
        yield return Line(Columns);
        yield return Line(Columns.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (var row in Rows) { yield return Line(row); }
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
