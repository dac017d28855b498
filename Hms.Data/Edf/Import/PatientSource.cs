namespace Hms.Data.Edf.Import;

/// <summary>Who two recordings have in common: the group of every split.</summary>
public enum PatientSource
{
    /// <summary>The file's patient field: its code, else its name with the date of birth; a file that names nobody is taken for a patient of its own, with a warning.</summary>
    Header,

    /// <summary>The folder that the file lies in.</summary>
    Folder,

    /// <summary>Each file is a patient of its own.</summary>
    File,
}
