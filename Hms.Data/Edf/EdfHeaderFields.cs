using System.Globalization;
using System.Text;

namespace Hms.Data.Edf;

/// <summary>The fixed-width text fields of a header; what cannot be read is an error with field, byte offset and value.</summary>
internal sealed class EdfHeaderFields(string path, byte[] bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A field's text up to the first zero byte, without the blanks around it.</summary>
    public string Text(int offset, int length)
    {
        var field = bytes.AsSpan(offset, length);
        var end = field.IndexOf((byte)0);
        return Decode(end < 0 ? field : field[..end]).Trim();
    }

    public long WholeNumber(int offset, int length, string name, long minimum, long maximum)
    {
        var text = Text(offset, length);
        // Some programs write whole numbers as 8.0.
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value != decimal.Truncate(value))
        {
            throw Error(offset, name, $"\"{text}\" is no whole number; the file is damaged or no EDF file.");
        }
        return value >= minimum && value <= maximum
            ? (long)value
            : throw Error(offset, name, string.Create(CultureInfo.InvariantCulture, $"{value} must be {minimum} to {maximum}; the file is damaged or no EDF file."));
    }

    public double Number(int offset, int length, string name)
    {
        var text = Text(offset, length);
        return double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Error(offset, name, $"\"{text}\" is no finite number; the file is damaged or no EDF file.");
    }

    public decimal ExactNumber(int offset, int length, string name)
    {
        var text = Text(offset, length);
        return decimal.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error(offset, name, $"\"{text}\" is no number; the file is damaged or no EDF file.");
    }

    public HmsDataException Error(int offset, string name, string problem) => new(path, $"header byte {offset}, {name}: {problem}");

    /// <summary>UTF-8 where the bytes are valid UTF-8, else Latin-1; control characters, which a terminal might obey, become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Replace(DecodeAll(bytes), "");

    /// <summary>As <see cref="Decode"/>, but with the tabs and ends of lines that EDF+ allows in annotations.</summary>
    public static string DecodeNote(ReadOnlySpan<byte> bytes) => Replace(DecodeAll(bytes), "\t\n\r");

    private static string DecodeAll(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static string Replace(string text, string allowed)
    {
        bool IsForbidden(char character) => character is < ' ' or '\u007F' && !allowed.Contains(character);
        return text.Any(IsForbidden) ? string.Concat(text.Select(character => IsForbidden(character) ? '\uFFFD' : character)) : text;
    }
}
