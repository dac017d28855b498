namespace Hms.Transforms.Mapping;

/// <summary>Turns the errors of an options record into one exception.</summary>
internal static class OptionErrors
{
    internal static void Throw(string options, IReadOnlyList<string> errors)
    {
        if (errors.Count > 0) { throw new ArgumentException($"{options}: {string.Join(" ", errors)}"); }
    }
}
