using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Options of <see cref="MelSpectrogramComputingEstimator"/>; the defaults give the EEG images of Deotte's notebook: [4, 128, 256] of 10,000 samples.</summary>
public sealed record MelSpectrogramComputingOptions : StepOptions
{
    /// <summary>Samples of a window. Default 128.</summary>
    public int WindowSamples { get; init; } = 128;

    /// <summary>Samples from one window to the next. Default 39, a 256th of 10,000.</summary>
    public int HopSamples { get; init; } = 39;

    /// <summary>Points of the transform, at least WindowSamples. Default 1024.</summary>
    public int FftLength { get; init; } = 1024;

    /// <summary>Taper. Default Hann.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Hann;

    /// <summary>Number of mel bands. Default 128.</summary>
    public int MelCount { get; init; } = 128;

    /// <summary>Lowest frequency in Hz. Default 0.</summary>
    public double LowHz { get; init; }

    /// <summary>Highest frequency in Hz. Default 20.</summary>
    public double HighHz { get; init; } = 20;

    /// <summary>Frames kept, from the first; null (default) keeps samples / HopSamples: 256 of the 257 of 10,000 samples.</summary>
    public int? FrameCount { get; init; }

    /// <summary>What the pixels hold; decibels are taken of each channel's spectrogram (all its frames), before averaging. Default normalised decibels.</summary>
    public SpectrogramValues Values { get; init; } = SpectrogramValues.NormalizedDecibels;

    /// <summary>Which channels are averaged; default the four pairs of each chain.</summary>
    public SpectrogramAveraging Averaging { get; init; } = SpectrogramAveraging.Chains;

    /// <summary>Sample rate in Hz; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>Names of the channels, for averaging; needed where the column has no ChannelNames annotation, which otherwise counts. Filled in by fitting.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    internal MelSpectrogramOptions ToMel(double sampleRateHz) => new()
    {
        SampleRateHz = sampleRateHz,
        WindowSamples = WindowSamples,
        HopSamples = HopSamples,
        FftLength = FftLength,
        Window = Window,
        MelCount = MelCount,
        LowHz = LowHz,
        HighHz = HighHz,
    };

    private protected override void AddErrors(List<string> errors)
    {
        // Without a rate only the rules that need none are checked; the rest is when the columns are known.
        errors.AddRange(ToMel(SampleRateHz ?? Math.Max(1, 2 * HighHz)).Validate());
        if (FrameCount < 1) { errors.Add($"FrameCount {FrameCount} must be at least 1."); }
    }
}
