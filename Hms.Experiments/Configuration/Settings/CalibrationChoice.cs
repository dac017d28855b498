namespace Hms.Experiments.Configuration.Settings;

/// <summary>How probabilities are calibrated.</summary>
public enum CalibrationChoice
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>One power of all probabilities, normalised again.</summary>
    Temperature,

    /// <summary>A factor for each class, normalised again.</summary>
    ClassBias,

    /// <summary>Both.</summary>
    TemperatureAndClassBias,
}
