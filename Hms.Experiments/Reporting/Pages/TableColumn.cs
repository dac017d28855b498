namespace Hms.Experiments.Reporting.Pages;

/// <summary>A column of a table.</summary>
/// <param name="Name">Heading, with the unit.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record TableColumn(string Name, ColumnKind Kind)
{
    /// <summary>A column of words.</summary>
    public static TableColumn Words(string name) => new(name, ColumnKind.Words);

    /// <summary>A column of numbers.</summary>
    public static TableColumn Number(string name) => new(name, ColumnKind.Number);
}
