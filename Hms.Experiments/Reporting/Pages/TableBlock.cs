namespace Hms.Experiments.Reporting.Pages;

/// <summary>A table.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Its columns; the first one names the rows.</param>
/// <param name="Rows">Cells, as many a row as there are columns.</param>
internal sealed record TableBlock(string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : PageBlock
{
    /// <summary>What the columns mean; empty for nothing to say.</summary>
    public string Note { get; init; } = "";

    /// <summary>How dark each cell is, 0 to 1, [row][column]; null for no shades.</summary>
    public IReadOnlyList<IReadOnlyList<double?>>? Shades { get; init; }
}
