namespace Hms.Experiments.Configuration.Settings;

/// <summary>What happens where a batch does not fit into the device's memory.</summary>
public enum OutOfMemoryChoice
{
    /// <summary>The training fails; in a sweep its trial.</summary>
    Fail,

    /// <summary>It begins again with half the batch.</summary>
    HalveBatch,
}
