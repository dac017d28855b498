namespace Hms.Experiments.Reporting.Pages;

/// <summary>What a column of a table holds.</summary>
internal enum ColumnKind
{
    /// <summary>Words, from the left.</summary>
    Words,

    /// <summary>Numbers, from the right.</summary>
    Number,

    /// <summary>Names of files, hashes: in a typeface of even width.</summary>
    Code,
}
