namespace Hms.Data;

/// <summary>A file of the data set cannot be used as it is: the message names the file, the place in it, the rule, the value and the next step.</summary>
public sealed class HmsDataException : Exception
{
    /// <summary>An error that belongs to a whole file or folder, or to none.</summary>
    /// <param name="path">File or folder, as the user named it; null where the error belongs to no file.</param>
    /// <param name="problem">Rule, value and next step; the message is "path: problem".</param>
    /// <param name="inner">What a library reported, or null.</param>
    public HmsDataException(string? path, string problem, Exception? inner = null)
        : base(path is null ? problem : $"{path}: {problem}", inner)
    {
        (Path, Problem) = (path, problem);
    }

    /// <summary>An error at a row, and perhaps a column, of a table.</summary>
    /// <param name="path">File, as the user named it.</param>
    /// <param name="row">Line of the file, counted as an editor does: the header is row 1.</param>
    /// <param name="column">Column name, or null where the whole row is meant.</param>
    /// <param name="problem">Rule, value and next step; the message is "path row R, column C: problem".</param>
    public HmsDataException(string path, int row, string? column, string problem)
        : base(column is null ? $"{path} row {row}: {problem}" : $"{path} row {row}, column {column}: {problem}")
    {
        (Path, Row, Column, Problem) = (path, row, column, problem);
    }

    /// <summary>The file or folder, or null.</summary>
    public string? Path { get; }

    /// <summary>The message without the place.</summary>
    public string Problem { get; }

    /// <summary>Line of the file (the header is row 1), or null.</summary>
    public int? Row { get; }

    /// <summary>Column name, or null.</summary>
    public string? Column { get; }
}
