namespace Hms.Experiments.Configuration.Settings;

/// <summary>The phases of the one-cycle schedule.</summary>
public enum OneCyclePhasesChoice
{
    /// <summary>Up, then down to the lowest rate.</summary>
    Two,

    /// <summary>Up, down to the first rate in as many steps, then down to the lowest rate.</summary>
    Three,
}
