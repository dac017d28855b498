using System.Globalization;
using System.Text;

namespace Hms.Tuning.Spaces;

/// <summary>JSON text as Python's <c>json.dumps</c> writes it: floats by <c>repr</c> (1.0, 1e-05), text in ASCII with \u escapes, ", " and ": " between.</summary>
internal static class PythonJson
{
    private const int LargestPlainExponent = 16;
    private const int SmallestPlainExponent = -4;

    public static string Value(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long integer => integer.ToString(CultureInfo.InvariantCulture),
        double number => Number(number),
        string text => Text(text),
        _ => throw new ArgumentException($"No JSON for a value of type {value.GetType().Name}."),
    };

    /// <summary>The shortest digits that give the double back, in Python's notation.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) { throw new ArgumentException($"{value} has no place in JSON."); }
        var (digits, exponent) = Split(value.ToString("R", CultureInfo.InvariantCulture));
        return (double.IsNegative(value) ? "-" : "") + Compose(digits, exponent);
    }

    /// <summary>A list of doubles as Python writes it; infinities and NaN as Infinity, -Infinity and NaN, which Python reads back.</summary>
    public static string Numbers(IEnumerable<double> values) => "[" + string.Join(", ", values.Select(x => x switch
    {
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        double.NaN => "NaN",
        _ => Number(x),
    })) + "]";

    /// <summary>Reads what <see cref="Numbers"/> (or Python) wrote.</summary>
    /// <exception cref="FormatException">Not a list of numbers.</exception>
    public static IReadOnlyList<double> ReadNumbers(string json)
    {
        var text = json.Trim();
        if (!text.StartsWith('[') || !text.EndsWith(']')) { throw new FormatException($"Not a list of numbers: {json}"); }
        return [.. text[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(x => double.Parse(x, NumberStyles.Float, CultureInfo.InvariantCulture))];
    }

    public static string Text(string text)
    {
        var builder = new StringBuilder("\"");
        foreach (var letter in text)
        {
            builder.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                >= ' ' and <= '~' => letter.ToString(),
                _ => $"\\u{(int)letter:x4}",
            });
        }
        return builder.Append('"').ToString();
    }

    /// <summary>Significant digits and the exponent of the first one: 0.00012 gives ("12", -4).</summary>
    private static (string Digits, int Exponent) Split(string round)
    {
        var text = round.TrimStart('-');
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(text[(mark + 1)..], CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        var all = whole + (point < 0 ? "" : mantissa[(point + 1)..]);
        var leading = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        return digits.Length == 0 ? ("0", 0) : (digits, exponent + whole.Length - 1 - leading);
    }

    private static string Compose(string digits, int exponent)
    {
        if (exponent is < SmallestPlainExponent or >= LargestPlainExponent)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }
        if (exponent < 0) { return "0." + new string('0', -exponent - 1) + digits; }
        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0') + ".0"
            : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }
}
