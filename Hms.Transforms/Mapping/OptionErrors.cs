namespace Hms.Transforms.Mapping;

/// <summary>Turns the errors of an options record into one exception.</summary>
internal static class OptionErrors
{
    internal static void Throw(string options, IReadOnlyList<string> errors)
    {
        if (errors.Count > 0) { throw new ArgumentException($"{options}: {string.Join(" ", errors)}"); }
    }

    /// <summary>The errors that need no rule: NaN where a number is wanted, and a value that its enumeration does not have, as a cast gives it; also in options that are not used.</summary>
    /// <param name="options">An options record.</param>
    /// <param name="found">Errors found so far; an option that they name is not named again.</param>
    internal static List<string> Senseless(object options, IReadOnlyList<string> found)
    {
        var errors = new List<string>();
        foreach (var property in options.GetType().GetProperties())
        {
            var error = property.GetValue(options) switch
            {
                double.NaN or float.NaN => $"{property.Name} is NaN; give a number.",
                Enum value when !Enum.IsDefined(value.GetType(), value) => $"{property.Name} {value} is unknown; use one of {string.Join(", ", Enum.GetNames(value.GetType()))}.",
                _ => null,
            };
            if (error is not null && !found.Any(other => other.Contains(property.Name, StringComparison.Ordinal))) { errors.Add(error); }
        }
        return errors;
    }
}
