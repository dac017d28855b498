namespace Hms.Experiments.Configuration.Steps;

/// <summary>What the pixels of a computed spectrogram hold.</summary>
public enum PixelValues
{
    /// <summary>Power.</summary>
    Power,

    /// <summary>Decibels below the greatest power: 0 down to -80.</summary>
    Decibels,

    /// <summary>(decibels + 40) / 40: 1 down to -1.</summary>
    NormalizedDecibels,
}
