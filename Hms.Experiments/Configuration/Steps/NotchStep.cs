using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Removes a narrow line: the hum of the mains.</summary>
[Description("Removes a narrow line: the hum of the mains.")]
[Key("notch")]
public sealed record NotchStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Frequency of the line: 60 in the Americas, 50 in most other places.</summary>
    [Description("Frequency of the line: 60 in the Americas, 50 in most other places.")]
    [Limits(MoreThan = 0)]
    public required double FrequencyHz { get; init; }

    /// <summary>Frequency divided by the bandwidth at -3 dB.</summary>
    [Description("Frequency divided by the bandwidth at -3 dB.")]
    [Limits(AtLeast = 1, AtMost = 1000)]
    public double Q { get; init; } = 30;

    /// <summary>How many harmonics of the line are removed too.</summary>
    [Description("How many harmonics of the line are removed too.")]
    [Limits(AtLeast = 0, AtMost = 20)]
    public int Harmonics { get; init; }

    /// <summary>Zero phase (forward and backward) or causal.</summary>
    [Description("Zero phase (forward and backward) or causal.")]
    public FilterPhase Phase { get; init; } = FilterPhase.Zero;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (SettingsProblem.BeyondNyquist(FrequencyHz, "frequencyHz") is { } line)
        {
            yield return line;
        }
        else if (FrequencyHz * (Harmonics + 1) >= SettingsProblem.NyquistHz)
        {
            yield return new SettingsProblem(FormattableString.Invariant(
                $"harmonic {Harmonics} of {FrequencyHz} Hz is {FrequencyHz * (Harmonics + 1)} Hz; it must be below the Nyquist frequency {SettingsProblem.NyquistHz} Hz (sample rate {2 * SettingsProblem.NyquistHz} Hz)."), "harmonics", "frequencyHz");
        }
    }
}
