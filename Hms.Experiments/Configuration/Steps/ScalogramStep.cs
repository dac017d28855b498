using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Power of the channels over time and frequency by complex Morlet wavelets: finer in time the higher the frequency.</summary>
[Description("Power of the channels over time and frequency by complex Morlet wavelets: finer in time the higher the frequency.")]
[Key("scalogram")]
public sealed record ScalogramStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Lowest frequency in Hz; its wavelet must fit into the window.</summary>
    [Description("Lowest frequency in Hz; its wavelet must fit into the window.")]
    [Limits(MoreThan = 0)]
    public double LowHz { get; init; } = 1;

    /// <summary>Highest frequency in Hz.</summary>
    [Description("Highest frequency in Hz.")]
    [Limits(MoreThan = 0)]
    public double HighHz { get; init; } = 40;

    /// <summary>Number of frequencies: the height of the image.</summary>
    [Description("Number of frequencies: the height of the image.")]
    [Limits(AtLeast = 1, AtMost = 1024)]
    public int FrequencyCount { get; init; } = 64;

    /// <summary>How the frequencies are spaced.</summary>
    [Description("How the frequencies are spaced.")]
    public ScalogramSpacing Spacing { get; init; } = ScalogramSpacing.Logarithmic;

    /// <summary>Cycles of a wavelet (w0): more is sharper in frequency, less in time.</summary>
    [Description("Cycles of a wavelet (w0): more is sharper in frequency, less in time.")]
    [Limits(AtLeast = 1, AtMost = 100)]
    public double Cycles { get; init; } = 7;

    /// <summary>Samples from one frame to the next.</summary>
    [Description("Samples from one frame to the next.")]
    [Limits(AtLeast = 1, AtMost = 1048576)]
    public int HopSamples { get; init; } = 40;

    /// <summary>Size of the wavelets.</summary>
    [Description("Size of the wavelets.")]
    public ScalogramSize Normalization { get; init; } = ScalogramSize.Energy;

    /// <summary>Power or magnitude.</summary>
    [Description("Power or magnitude.")]
    public ScalogramContent Value { get; init; } = ScalogramContent.Power;

    /// <summary>What scalograms are averaged over.</summary>
    [Description("What scalograms are averaged over.")]
    public SpectrogramAverage Average { get; init; } = SpectrogramAverage.None;

    /// <inheritdoc />
    public override bool IsCostly => true;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (LowHz > HighHz || (LowHz == HighHz && FrequencyCount > 1))
        {
            yield return new SettingsProblem(FormattableString.Invariant($"lowHz {LowHz} must be below highHz {HighHz}."), "lowHz", "highHz");
        }
        if (SettingsProblem.BeyondNyquist(LowHz, "lowHz") is { } low) { yield return low; }
        if (SettingsProblem.BeyondNyquist(HighHz, "highHz") is { } high) { yield return high; }
    }
}
