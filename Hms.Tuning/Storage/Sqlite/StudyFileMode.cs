namespace Hms.Tuning.Storage.Sqlite;

/// <summary>Whether a study file may be made or changed.</summary>
public enum StudyFileMode
{
    /// <summary>Make the file where there is none.</summary>
    OpenOrCreate,

    /// <summary>The file must exist.</summary>
    Open,

    /// <summary>
    /// The file must exist and is not changed; every call that would write is refused. Reads beside a sweep that is writing, which neither waits for the other, and from a
    /// folder that may not be written. The file must have been opened for writing by this version of Hms. SQLite may leave two side files, -wal and -shm, which the next writer removes.
    /// </summary>
    Read,
}
