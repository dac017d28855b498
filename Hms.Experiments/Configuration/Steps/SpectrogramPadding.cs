namespace Hms.Experiments.Configuration.Steps;

/// <summary>What happens at a signal's ends.</summary>
public enum SpectrogramPadding
{
    /// <summary>Whole windows inside the signal only.</summary>
    None,

    /// <summary>Half a window of zeros on both sides, and zeros up to a whole number of windows.</summary>
    Centred,
}
