using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Options of <see cref="ScalogramComputingEstimator"/>.</summary>
public sealed record ScalogramComputingOptions : StepOptions
{
    /// <summary>Lowest frequency in Hz. Default 1.</summary>
    public double LowHz { get; init; } = 1;

    /// <summary>Highest frequency in Hz. Default 40.</summary>
    public double HighHz { get; init; } = 40;

    /// <summary>Number of frequencies: the height of the image. Default 64.</summary>
    public int FrequencyCount { get; init; } = 64;

    /// <summary>How the frequencies are spaced. Default logarithmic.</summary>
    public FrequencySpacing Spacing { get; init; } = FrequencySpacing.Logarithmic;

    /// <summary>Cycles of a wavelet, often written w0 (MNE: n_cycles): more is sharper in frequency, less in time. Default 7.</summary>
    public double Cycles { get; init; } = 7;

    /// <summary>Samples from one frame to the next. Default 40: 250 frames of 50 s at 200 Hz.</summary>
    public int HopSamples { get; init; } = 40;

    /// <summary>Size of the wavelets. Default energy, as MNE-Python.</summary>
    public MorletNormalization Normalization { get; init; } = MorletNormalization.Energy;

    /// <summary>Power (default) or magnitude.</summary>
    public ScalogramValue Value { get; init; } = ScalogramValue.Power;

    /// <summary>Which channels are averaged; default none.</summary>
    public SpectrogramAveraging Averaging { get; init; } = SpectrogramAveraging.None;

    /// <summary>Sample rate in Hz; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>Names of the channels, for averaging; needed where the column has no ChannelNames annotation, which otherwise counts. Filled in by fitting.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    internal MorletOptions ToMorlet(double sampleRateHz) => new()
    {
        SampleRateHz = sampleRateHz,
        LowHz = LowHz,
        HighHz = HighHz,
        FrequencyCount = FrequencyCount,
        Spacing = Spacing,
        Cycles = Cycles,
        HopSamples = HopSamples,
        Normalization = Normalization,
        Value = Value,
    };

    private protected override void AddErrors(List<string> errors) => errors.AddRange(ToMorlet(SampleRateHz ?? 1e12).Validate());
}
