namespace Hms.Tuning.Storage;

/// <summary>When a running trial may be taken over.</summary>
public enum ReclaimRule
{
    /// <summary>Only when its lease has run out by the clock of the storage.</summary>
    Expired,

    /// <summary>At once: the caller knows that the holder is gone, because it holds the lock of the study or has seen the holder's process end.</summary>
    HolderGone,
}
