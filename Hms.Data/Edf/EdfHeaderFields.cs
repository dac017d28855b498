using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Hms.Data.Edf;

/// <summary>The fixed-width text fields of a header; what cannot be read is an error with field, byte offset and value.</summary>
internal sealed class EdfHeaderFields(string path, byte[] bytes)
{
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

    private static string DecodeAll(ReadOnlySpan<byte> bytes) => (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);

    /// <summary>There may be very many texts: those without such characters are not copied.</summary>
    private static string Replace(string text, string allowed)
    {
        foreach (var character in text)
        {
            if (IsForbidden(character, allowed)) { return string.Create(text.Length, (text, allowed), static (copy, from) => { for (var i = 0; i < copy.Length; i++) { copy[i] = IsForbidden(from.text[i], from.allowed) ? '\uFFFD' : from.text[i]; } }); }
        }
        return text;
    }

    private static bool IsForbidden(char character, string allowed) => character is < ' ' or '\u007F' && !allowed.Contains(character);
}
