using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Options of <see cref="MultitaperComputingEstimator"/>.</summary>
public sealed record MultitaperComputingOptions : StepOptions
{
    /// <summary>Whether the competition's filters (stop 57.5-62.5 Hz, pass 0.5-40 Hz) still have to be applied. Default apply: the competition's EEG is raw.</summary>
    public CompetitionPrefilter Prefilter { get; init; } = CompetitionPrefilter.Apply;

    /// <summary>Which windows. Default the whole ones inside the EEG.</summary>
    public MultitaperGrid Grid { get; init; } = MultitaperGrid.WholeWindows;

    /// <summary>Sample rate in Hz, which must be 200; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>Names of the channels; needed where the column has no ChannelNames annotation, which otherwise counts. Filled in by fitting.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        if (SampleRateHz is { } rate && rate != CompetitionSpectrogram.SampleRateHz)
        {
            errors.Add(FormattableString.Invariant($"SampleRateHz {rate} must be {CompetitionSpectrogram.SampleRateHz}: this spectrogram is defined at that rate only. Resample first."));
        }
    }
}
