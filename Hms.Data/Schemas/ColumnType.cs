namespace Hms.Data.Schemas;

/// <summary>What the cells of a column hold.</summary>
public enum ColumnType
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>Any text, also an empty one.</summary>
    Text,
}
