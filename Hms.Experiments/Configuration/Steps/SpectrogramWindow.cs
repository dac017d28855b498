namespace Hms.Experiments.Configuration.Steps;

/// <summary>The taper of a spectrogram's windows.</summary>
public enum SpectrogramWindow
{
    /// <summary>Periodic Hann.</summary>
    Hann,

    /// <summary>Tukey with a cosine fraction of 0.25.</summary>
    Tukey,

    /// <summary>Periodic Hamming.</summary>
    Hamming,
}
