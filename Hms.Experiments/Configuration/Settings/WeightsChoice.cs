namespace Hms.Experiments.Configuration.Settings;

/// <summary>How the weights of an exported network are stored.</summary>
public enum WeightsChoice
{
    /// <summary>As they were trained.</summary>
    Float32,

    /// <summary>Kernels and matrices rounded to half precision: about half the file.</summary>
    Float16,
}
