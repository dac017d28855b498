namespace Hms.Experiments.Configuration;

/// <summary>Where something stands in an experiments file.</summary>
/// <param name="File">Name of the file as it was given.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1, in UTF-16 units as editors count them.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) of the value, for example <c>/experiments/quickstart/training/epochs</c>.</param>
public sealed record SourceLocation(string File, int Line, int Column, string Pointer)
{
    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";

    /// <summary>The pointer of a member or item below this one.</summary>
    /// <param name="pointer">Pointer of the container.</param>
    /// <param name="key">Key or index, unescaped.</param>
    internal static string Below(string pointer, string key) => $"{pointer}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
