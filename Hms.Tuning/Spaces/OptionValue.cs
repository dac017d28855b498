using System.Globalization;

namespace Hms.Tuning.Spaces;

/// <summary>The way between the value of a member and the external value of its parameter.</summary>
internal static class OptionValue
{
    public static bool IsInteger(Type type) => type == typeof(int) || type == typeof(long);

    public static bool IsReal(Type type) => type == typeof(double) || type == typeof(float);

    public static bool IsKnown(Type type) => IsInteger(type) || IsReal(type) || type == typeof(bool) || type == typeof(string) || type.IsEnum;

    /// <summary>From a parameter's external value to the member's type.</summary>
    /// <exception cref="FormatException">The value has no place in the type.</exception>
    public static object? ToMember(object? external, Type type)
    {
        try
        {
            return external switch
            {
                null => null,
                string name when type.IsEnum => Enum.Parse(type, name),
                _ => Convert.ChangeType(external, type, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException or FormatException)
        {
            throw new FormatException($"{ChoiceValue.Show(external)} is no {type.Name}.", exception);
        }
    }

    /// <summary>From a member's value, or a choice written in an attribute, to what a study stores: enums by name, a float by its own digits.</summary>
    /// <exception cref="FormatException">The value has no place in the type.</exception>
    public static object? ToExternal(object? value, Type type)
    {
        if (value is null) { return null; }
        if (type.IsEnum) { return value is string name ? Enum.Parse(type, name).ToString() : value.GetType() == type ? value.ToString() : throw new FormatException($"{value} is no {type.Name}."); }
        if (value is float single) { return double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture); }
        if (IsReal(type) && ChoiceValue.AsNumber(value) is { } number) { return number; }
        if (IsInteger(type) && value is not string && ToMember(value, type) is { } whole && ChoiceValue.AsNumber(whole) == ChoiceValue.AsNumber(value)) { return Convert.ToInt64(whole, CultureInfo.InvariantCulture); }
        return value.GetType() == type ? ChoiceValue.Normalize(value) : throw new FormatException($"{ChoiceValue.Show(value)} is no {type.Name}.");
    }
}
