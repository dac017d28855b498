namespace Hms.Experiments.Configuration.Steps;

/// <summary>The taper of a spectrogram's windows.</summary>
public enum SpectrogramWindow
{
    /// <summary>Periodic Hann.</summary>
    Hann,

    /// <summary>Tukey: flat, with cosine flanks; see tukeyFraction.</summary>
    Tukey,

    /// <summary>Periodic Hamming.</summary>
    Hamming,

    /// <summary>Periodic Blackman.</summary>
    Blackman,

    /// <summary>First Slepian sequence of time-bandwidth 2.</summary>
    Dpss,

    /// <summary>No taper.</summary>
    Rectangular,
}
