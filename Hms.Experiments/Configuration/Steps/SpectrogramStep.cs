using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Power spectrograms of the channels by short-time Fourier transform, in uV^2/Hz.</summary>
[Description("Power spectrograms of the channels by short-time Fourier transform, in uV^2/Hz.")]
[Key("spectrogram")]
public sealed record SpectrogramStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Length of a window in samples.</summary>
    [Description("Length of a window in samples.")]
    [Limits(AtLeast = 2, AtMost = 1048576)]
    public int WindowSamples { get; init; } = 150;

    /// <summary>Samples from one window to the next.</summary>
    [Description("Samples from one window to the next.")]
    [Limits(AtLeast = 1, AtMost = 1048576)]
    public int HopSamples { get; init; } = 22;

    /// <summary>Length of the Fourier transform; longer than the window: padded with zeros.</summary>
    [Description("Length of the Fourier transform; longer than the window: padded with zeros.")]
    [Limits(AtLeast = 2, AtMost = 1048576)]
    public int FftLength { get; init; } = 256;

    /// <summary>Taper of a window.</summary>
    [Description("Taper of a window.")]
    public SpectrogramWindow Window { get; init; } = SpectrogramWindow.Hann;

    /// <summary>Tukey only: the part of a window that is flank.</summary>
    [Description("Tukey only: the part of a window that is flank.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double TukeyFraction { get; init; } = 0.25;

    /// <summary>What is removed from each window first.</summary>
    [Description("What is removed from each window first.")]
    public DetrendMethod Detrend { get; init; } = DetrendMethod.Constant;

    /// <summary>Density (uV^2/Hz) or spectrum (uV^2).</summary>
    [Description("Density (uV^2/Hz) or spectrum (uV^2).")]
    public SpectrogramScaling Scaling { get; init; } = SpectrogramScaling.Density;

    /// <summary>What happens at the signal's ends.</summary>
    [Description("What happens at the signal's ends.")]
    public SpectrogramPadding Padding { get; init; } = SpectrogramPadding.None;

    /// <summary>What the pixels hold; decibels are taken after averaging.</summary>
    [Description("What the pixels hold; decibels are taken after averaging.")]
    public PixelValues Values { get; init; } = PixelValues.Power;

    /// <summary>Lowest frequency kept; not set: 0.</summary>
    [Description("Lowest frequency kept; not set: 0.")]
    [Limits(AtLeast = 0)]
    public double? LowHz { get; init; }

    /// <summary>Highest frequency kept; not set: the Nyquist frequency.</summary>
    [Description("Highest frequency kept; not set: the Nyquist frequency.")]
    [Limits(MoreThan = 0)]
    public double? HighHz { get; init; }

    /// <summary>What spectrograms are averaged over.</summary>
    [Description("What spectrograms are averaged over.")]
    public SpectrogramAverage Average { get; init; } = SpectrogramAverage.None;

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
        if (HopSamples > WindowSamples)
        {
            yield return new SettingsProblem($"hopSamples {HopSamples} must not exceed windowSamples {WindowSamples}: samples between windows would be ignored.", "hopSamples", "windowSamples");
        }
        if (LowHz >= HighHz)
        {
            yield return new SettingsProblem(FormattableString.Invariant($"lowHz {LowHz} must be below highHz {HighHz}."), "lowHz", "highHz");
        }
        if (SettingsProblem.BeyondNyquist(LowHz, "lowHz") is { } low) { yield return low; }
        if (SettingsProblem.BeyondNyquist(HighHz, "highHz", allowed: true) is { } high) { yield return high; }
    }
}
