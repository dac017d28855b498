using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Mel spectrograms; the defaults make four 128 x 256 images of 50 s of bipolar pairs.</summary>
[Description("Mel spectrograms; the defaults make four 128 x 256 images of 50 s of bipolar pairs.")]
[Key("melSpectrogram")]
public sealed record MelSpectrogramStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Length of a window in samples.</summary>
    [Description("Length of a window in samples.")]
    [Limits(AtLeast = 2, AtMost = 1048576)]
    public int WindowSamples { get; init; } = 128;

    /// <summary>Samples from one window to the next.</summary>
    [Description("Samples from one window to the next.")]
    [Limits(AtLeast = 1, AtMost = 1048576)]
    public int HopSamples { get; init; } = 39;

    /// <summary>Length of the Fourier transform; longer than the window: padded with zeros.</summary>
    [Description("Length of the Fourier transform; longer than the window: padded with zeros.")]
    [Limits(AtLeast = 2, AtMost = 1048576)]
    public int FftLength { get; init; } = 1024;

    /// <summary>Taper of a window.</summary>
    [Description("Taper of a window.")]
    public SpectrogramWindow Window { get; init; } = SpectrogramWindow.Hann;

    /// <summary>Number of mel bands.</summary>
    [Description("Number of mel bands.")]
    [Limits(AtLeast = 1, AtMost = 4096)]
    public int Mels { get; init; } = 128;

    /// <summary>Lowest frequency.</summary>
    [Description("Lowest frequency.")]
    [Limits(AtLeast = 0)]
    public double LowHz { get; init; }

    /// <summary>Highest frequency.</summary>
    [Description("Highest frequency.")]
    [Limits(MoreThan = 0)]
    public double HighHz { get; init; } = 20;

    /// <summary>Frames kept, from the first; not set: samples / hopSamples.</summary>
    [Description("Frames kept, from the first; not set: samples / hopSamples.")]
    [Limits(AtLeast = 1, AtMost = 1048576)]
    public int? Frames { get; init; }

    /// <summary>What the pixels hold; decibels are taken of each channel before averaging.</summary>
    [Description("What the pixels hold; decibels are taken of each channel before averaging.")]
    public PixelValues Values { get; init; } = PixelValues.NormalizedDecibels;

    /// <summary>What spectrograms are averaged over.</summary>
    [Description("What spectrograms are averaged over.")]
    public SpectrogramAverage Average { get; init; } = SpectrogramAverage.Chains;

    /// <inheritdoc />
    public override bool IsCostly => true;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (WindowSamples > FftLength)
        {
            yield return new SettingsProblem($"windowSamples {WindowSamples} must not exceed fftLength {FftLength}.", "windowSamples", "fftLength");
        }
        if (Window == SpectrogramWindow.Dpss && WindowSamples < 5)
        {
            yield return new SettingsProblem($"windowSamples {WindowSamples} must be at least 5 for a dpss window of time-bandwidth 2.", "windowSamples", "window");
        }
        if (LowHz >= HighHz)
        {
            yield return new SettingsProblem(FormattableString.Invariant($"lowHz {LowHz} must be below highHz {HighHz}."), "lowHz", "highHz");
        }
        if (SettingsProblem.BeyondNyquist(HighHz, "highHz", allowed: true) is { } high) { yield return high; }
    }
}
