namespace Hms.Experiments.Configuration.Steps;

/// <summary>Which windows of 4 s a multitaper spectrogram has.</summary>
public enum MultitaperTimeGrid
{
    /// <summary>The whole windows inside the EEG, one every 2 s: 24 of 50 s.</summary>
    WholeWindows,

    /// <summary>The time grid of the competition's files: 25 of 50 s, the first and the last of them NaN.</summary>
    Competition,
}
