namespace Hms.Signal.Spectra;

/// <summary>Whether the competition's filters still have to be applied to an EEG.</summary>
public enum CompetitionPrefilter
{
    /// <summary>Raw EEG, as the competition's files hold it: stop 57.5-62.5 Hz, pass 0.5-40 Hz.</summary>
    Apply,

    /// <summary>The EEG went through these filters before.</summary>
    Skip,
}
