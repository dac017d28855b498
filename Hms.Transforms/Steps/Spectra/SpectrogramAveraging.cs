namespace Hms.Transforms.Steps.Spectra;

/// <summary>Which channels' spectrograms are averaged. Waves are never averaged: along a chain they telescope to its ends.</summary>
public enum SpectrogramAveraging
{
    /// <summary>One spectrogram for each channel.</summary>
    None,

    /// <summary>The mean over the four pairs of each chain: LL, LP, RP, RL.</summary>
    Chains,
}
