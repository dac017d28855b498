namespace Hms.Tuning.Storage;

/// <summary>What a study file promises of a change that a call has made.</summary>
public enum StudyDurability
{
    /// <summary>It survives the death of the process, however it dies. A power cut may take the changes of the last moments, never leave half of one. Fast: nothing waits for the disk.</summary>
    Process,

    /// <summary>Studies and the beginnings and ends of trials survive a power cut as well; reports within a trial do once it has ended. Each waits for the disk, some milliseconds.</summary>
    Power,
}
