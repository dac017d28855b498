namespace Hms.Experiments.Configuration.Settings;

/// <summary>How a sweep proposes parameter values.</summary>
public enum TunerChoice
{
    /// <summary>Tree-structured Parzen estimator.</summary>
    Tpe,

    /// <summary>Independent draws.</summary>
    Random,
}
