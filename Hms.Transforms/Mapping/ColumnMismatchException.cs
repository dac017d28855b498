namespace Hms.Transforms.Mapping;

/// <summary>A step was given a table whose columns it cannot work on. Thrown from the schema alone, before a row is read.</summary>
public sealed class ColumnMismatchException : ArgumentException
{
    /// <summary>Reports a column that is absent or of another type or shape.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="message">Rule, value and next step.</param>
    public ColumnMismatchException(string column, string message) : base(message) => Column = column;

    /// <summary>Name of the column that is absent or of another type or shape.</summary>
    public string Column { get; }

    /// <summary>Makes an object for a column; a value that does not suit it is reported with the column's name.</summary>
    internal static T Wrap<T>(string column, Func<T> create)
    {
        try { return create(); }
        catch (ArgumentException e) when (e is not ColumnMismatchException) { throw new ColumnMismatchException(column, $"Column '{column}': {e.Message}"); }
    }
}
