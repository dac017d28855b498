namespace Hms.Transforms.Steps.Images;

/// <summary>How the 400 columns of a spectrogram file become an image.</summary>
public enum SpectrogramLayout
{
    /// <summary>One channel of 400 rows: the regions LL, RL, LP, RP below one another.</summary>
    Single,

    /// <summary>Four channels of 100 rows: LL, RL, LP, RP.</summary>
    Regions,
}
