namespace Hms.Experiments.Configuration.Settings;

/// <summary>What happens to a recording shorter than the window.</summary>
public enum ShortPolicy
{
    /// <summary>It is refused, by name.</summary>
    Refuse,

    /// <summary>The missing samples are NaN.</summary>
    Pad,
}
