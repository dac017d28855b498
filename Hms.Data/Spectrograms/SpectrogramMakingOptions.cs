using Hms.Data.Windows;
using Hms.Signal.Spectra;

namespace Hms.Data.Spectrograms;

/// <summary>How spectrogram files are made from EEG.</summary>
public sealed record SpectrogramMakingOptions
{
    /// <summary>Whether the EEGs still need the competition's filters; default <see cref="CompetitionPrefilter.Apply"/>, for raw EEG.</summary>
    public CompetitionPrefilter Prefilter { get; init; } = CompetitionPrefilter.Apply;

    /// <summary>What happens where an EEG does not fill the ten minutes; default <see cref="ShortRecording.Pad"/>: rows of NaN.</summary>
    public ShortRecording Short { get; init; } = ShortRecording.Pad;

    /// <summary>Only these EEGs; null, the default, means all that have no spectrogram.</summary>
    public IReadOnlyCollection<long>? EegIds { get; init; }

    /// <summary>Number of threads; 0, the default, means all cores. The files are the same for any number.</summary>
    public int Parallelism { get; init; }

    /// <summary>All rules that the values break; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!Enum.IsDefined(Prefilter)) { errors.Add($"Prefilter {Prefilter} must be Apply or Skip."); }
        if (!Enum.IsDefined(Short)) { errors.Add($"Short {Short} must be Refuse or Pad."); }
        if (Parallelism is < 0 or > 1024) { errors.Add($"Parallelism {Parallelism} must be 0 to 1024; 0 means all cores."); }
        if (EegIds is { Count: 0 }) { errors.Add("EegIds is empty; name at least one EEG, or leave it out for all."); }
        return errors;
    }
}
