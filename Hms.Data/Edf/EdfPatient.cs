namespace Hms.Data.Edf;

/// <summary>The patient field of EDF+, taken apart; unknown parts ("X") are null.</summary>
/// <param name="Code">The code of the patient in the hospital.</param>
/// <param name="Sex">F or M, as written.</param>
/// <param name="Birthdate">Date of birth.</param>
/// <param name="Name">Name, underscores read as blanks.</param>
public sealed record EdfPatient(string? Code, string? Sex, DateOnly? Birthdate, string? Name)
{
    /// <summary>Takes the text of the field apart: code, sex, birthdate, name, one blank between them.</summary>
    /// <param name="text">The field, without the blanks at its end.</param>
    public static EdfPatient Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new EdfPatient(Part(parts, 0), Part(parts, 1), EdfDates.ParseLong(Part(parts, 2)), Part(parts, 3));
    }

    private static string? Part(string[] parts, int index) =>
        index < parts.Length && parts[index] is not ("X" or "x") ? parts[index].Replace('_', ' ') : null;
}
