namespace Hms.Transforms.Steps.Filters;

/// <summary>Which frequencies a filter lets through.</summary>
public enum FilterKind
{
    /// <summary>Between LowHz and HighHz.</summary>
    BandPass,

    /// <summary>Below HighHz.</summary>
    LowPass,

    /// <summary>Above LowHz.</summary>
    HighPass,

    /// <summary>All but those between LowHz and HighHz.</summary>
    BandStop,

    /// <summary>All but a narrow line at FrequencyHz (and its harmonics).</summary>
    Notch,
}
