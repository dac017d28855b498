namespace Hms.Data.Edf.Import;

/// <summary>Tells which recordings belong to one patient.</summary>
internal static class PatientKey
{
    private static readonly string[] Nobody = ["anonymous", "anonymized", "anonymised", "anonym", "unknown", "none", "n/a", "-"];

    /// <summary>A key that recordings of one patient share; null where the header is asked and names nobody.</summary>
    /// <param name="source">The file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="patients">What tells patients apart.</param>
    public static string? Of(RecordingSource source, EdfHeader header, PatientSource patients) => patients switch
    {
        PatientSource.File => "file\n" + source.Name,
        PatientSource.Folder => "folder\n" + Folder(source),
        _ => OfHeader(header),
    };

    private static string Folder(RecordingSource source) =>
        source.Name.Contains('/', StringComparison.Ordinal) ? source.Name[..source.Name.LastIndexOf('/')] : Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(source.Path)))!;

    /// <summary>Code, sex, birthdate, name as EDF+ has them (plain EDF files often do, too, followed by an age that changes); else the whole text.</summary>
    private static string? OfHeader(EdfHeader header)
    {
        var parts = header.PatientText.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isStructured = parts.Length >= 3 && parts[1] is "F" or "M" or "X";
        if (!isStructured) { return IsSomebody(header.PatientText) ? "text\n" + header.PatientText : null; }
        var patient = header.Patient;
        if (IsSomebody(patient.Code)) { return "code\n" + patient.Code; }
        return IsSomebody(patient.Name) ? $"name\n{patient.Name}\n{patient.Birthdate:yyyy-MM-dd}" : null;
    }

    /// <summary>Whether a text names anybody: more than X, punctuation, or a word for nobody.</summary>
    private static bool IsSomebody(string? text) =>
        text is not null && text.Any(character => char.IsLetterOrDigit(character) && character is not ('X' or 'x')) && !Nobody.Contains(text.ToLowerInvariant());
}
