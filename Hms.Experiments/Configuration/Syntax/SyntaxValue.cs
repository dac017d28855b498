using System.Globalization;
using System.Text.Json;

namespace Hms.Experiments.Configuration.Syntax;

/// <summary>A JSON scalar: null, true, false, a number or a text.</summary>
internal sealed class SyntaxValue(SourceLocation location, JsonValueKind kind, string text) : SyntaxNode(location)
{
    private const double LargestExactInteger = 9007199254740992;

    /// <summary>Null, True, False, Number or String.</summary>
    public JsonValueKind Kind { get; } = kind;

    /// <summary>The text of a String; otherwise the token as written.</summary>
    public string Text { get; } = text;

    /// <summary>The number as a double; infinite where the token is too large, NaN for other kinds.</summary>
    public double Number { get; } = kind == JsonValueKind.Number ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : double.NaN;

    /// <summary>Whether the number is whole and exactly representable (8, 8.0 and 8e0 all are).</summary>
    public bool IsInteger => Kind == JsonValueKind.Number && Math.Abs(Number) <= LargestExactInteger && Math.Floor(Number) == Number;

    /// <inheritdoc />
    public override string Words => Kind == JsonValueKind.String ? $"\"{Text}\"" : Text;

    /// <summary>The value as null, bool, long, double or string.</summary>
    public object? ToObject() => Kind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => IsInteger ? (object)(long)Number : Number,
        _ => Text,
    };

    /// <summary>A number that was not written in the file: one value of a range.</summary>
    public static SyntaxValue OfNumber(SourceLocation location, double number) => new(location, JsonValueKind.Number, number.ToString("R", CultureInfo.InvariantCulture));
}
