using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hms.Tuning.Spaces;

/// <summary>The five kinds of external values: null, bool, long, double, string.</summary>
internal static class ChoiceValue
{
    public static object? Normalize(object? value) => value switch
    {
        null or bool or long or double or string => value,
        int or short or byte or sbyte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        JsonNode node => FromJson(JsonSerializer.SerializeToElement(node)),
        JsonElement element => FromJson(element),
        _ => throw new ArgumentException($"A choice of type {value.GetType().Name} cannot be stored; use null, bool, integer, real or text (an object goes by its label)."),
    };

    public static double? AsNumber(object? value) => value switch
    {
        double or float or decimal or long or int or short or byte or sbyte or ushort or uint => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        JsonNode or JsonElement => AsNumber(Normalize(value)),
        _ => null,
    };

    public static object? FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => IsInteger(element.GetRawText()) && element.TryGetInt64(out var integer) ? (object)integer : element.GetDouble(),
        _ => throw new FormatException($"A choice must be null, bool, number or text; {element.GetRawText()} is none."),
    };

    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static bool IsInteger(string raw) => raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
}
