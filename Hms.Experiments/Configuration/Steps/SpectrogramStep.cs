using System.ComponentModel;
using System.Text.Json.Serialization;
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

    /// <summary>What is removed from each window first.</summary>
    [Description("What is removed from each window first.")]
    public DetrendMethod Detrend { get; init; } = DetrendMethod.Constant;

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
    [JsonIgnore]
    public override bool IsCostly => true;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (WindowSamples > FftLength)
        {
            yield return new SettingsProblem($"windowSamples {WindowSamples} must not exceed fftLength {FftLength}.", "windowSamples", "fftLength");
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
