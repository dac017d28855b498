namespace Hms.Data.Edf.Import;

/// <summary>What happens to a recording without one of the 19 electrodes. The EKG may always be missing; its column is then empty, with a warning.</summary>
public enum MissingChannels
{
    /// <summary>An error that names the channels.</summary>
    Refuse,

    /// <summary>Their columns are written empty (NaN), with a warning.</summary>
    Nan,
}
