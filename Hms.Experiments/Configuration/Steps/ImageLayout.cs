namespace Hms.Experiments.Configuration.Steps;

/// <summary>How a spectrogram file becomes an image.</summary>
public enum ImageLayout
{
    /// <summary>One image: 400 frequencies by time.</summary>
    Single,

    /// <summary>Four images, LL, RL, LP, RP: 100 frequencies by time each.</summary>
    Regions,
}
