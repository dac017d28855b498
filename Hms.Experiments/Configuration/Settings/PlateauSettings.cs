using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>The rate falls where the validation KL has not improved for some epochs.</summary>
[Description("The rate falls where the validation KL has not improved for some epochs.")]
[Key("plateau")]
public sealed record PlateauSettings : ScheduleSettings, ICheckedSettings
{
    /// <summary>The rate is multiplied by this.</summary>
    [Description("The rate is multiplied by this.")]
    [Limits(MoreThan = 0, LessThan = 1)]
    public double Factor { get; init; } = 0.1;

    /// <summary>Epochs without improvement that are borne; the rate falls after one more.</summary>
    [Description("Epochs without improvement that are borne; the rate falls after one more.")]
    [Limits(AtLeast = 0)]
    public int Patience { get; init; } = 10;

    /// <summary>How much lower than the best an improvement is.</summary>
    [Description("How much lower than the best an improvement is.")]
    [Limits(AtLeast = 0)]
    public double Threshold { get; init; } = 0.0001;

    /// <summary>What the threshold is relative to.</summary>
    [Description("What the threshold is relative to.")]
    public ThresholdModeChoice ThresholdMode { get; init; } = ThresholdModeChoice.Relative;

    /// <summary>Epochs after a fall in which nothing is counted.</summary>
    [Description("Epochs after a fall in which nothing is counted.")]
    [Limits(AtLeast = 0)]
    public int Cooldown { get; init; }

    /// <summary>The rate does not fall below this.</summary>
    [Description("The rate does not fall below this.")]
    [Limits(AtLeast = 0, AtMost = 10)]
    public double MinimumLearningRate { get; init; }

    /// <summary>A fall by this or less is left out.</summary>
    [Description("A fall by this or less is left out.")]
    [Limits(AtLeast = 0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (ThresholdMode == ThresholdModeChoice.Relative && Threshold >= 1) { yield return new SettingsProblem(FormattableString.Invariant($"a relative threshold of {Threshold} asks for a KL of 0 or less; write less than 1, or thresholdMode \"absolute\"."), "threshold", "thresholdMode"); }
    }
}
