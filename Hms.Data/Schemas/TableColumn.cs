namespace Hms.Data.Schemas;

/// <summary>One column of a table, as its schema file declares it.</summary>
public sealed record TableColumn
{
    /// <summary>Name in the header.</summary>
    public required string Name { get; init; }

    /// <summary>What its cells hold.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Whether a table without the column is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Whether a cell may be empty (CSV) or null (Parquet).</summary>
    public bool Nullable { get; init; }

    /// <summary>Whether its whole numbers are ids.</summary>
    public bool IsId { get; init; }

    /// <summary>Unit of its numbers (s, uV, uV^2/Hz, votes); null where they have none.</summary>
    public string? Unit { get; init; }

    /// <summary>Smallest value; null for no limit.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Largest value; null for no limit.</summary>
    public decimal? Maximum { get; init; }
}
