using System.Text.RegularExpressions;

namespace Hms.Experiments.Configuration.Shapes;

/// <summary>The form of a text, of a list's texts or of a map's keys.</summary>
/// <param name="pattern">Regular expression.</param>
/// <param name="words">The form in words, as the end of "... must be ".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormAttribute(string pattern, string words) : Attribute
{
    /// <summary>Regular expression.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>Whether a text has the form; a line break never does (the pattern's $ would let a final one pass).</summary>
    /// <param name="text">The text.</param>
    public bool Allows(string text) => !text.Contains('\n', StringComparison.Ordinal) && Regex.IsMatch(text, Pattern);

    /// <summary>The form in words.</summary>
    public string Words { get; } = words;
}
