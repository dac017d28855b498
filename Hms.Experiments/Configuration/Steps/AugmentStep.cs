using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Signal.Augmentation;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Random changes of training rows; validation and scoring rows stay as they are.</summary>
[Description("Random changes of training rows; validation and scoring rows stay as they are.")]
[Key("augment")]
public sealed record AugmentStep : StepSettings, ICheckedSettings
{
    /// <summary>Column that is changed in place; not set: what the step before yields.</summary>
    [Description("Column that is changed in place; not set: what the step before yields.")]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("it is a column name")]
    public string? Input { get; init; }

    /// <summary>Changed copies of each row, added once where the step stands; not set: no copies, the trainer draws anew in each epoch (last step only).</summary>
    [Description("Changed copies of each row, added once where the step stands; not set: no copies, the trainer draws anew in each epoch (last step only).")]
    [Limits(AtLeast = 1, AtMost = 100)]
    [Fixed("it changes where the step may stand")]
    public int? Copies { get; init; }

    /// <summary>Probability that time runs backwards.</summary>
    [Description("Probability that time runs backwards.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double FlipTime { get; init; }

    /// <summary>Probability that left and right are exchanged, by the names of the channels.</summary>
    [Description("Probability that left and right are exchanged, by the names of the channels.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double Mirror { get; init; }

    /// <summary>Probability of a shift in time.</summary>
    [Description("Probability of a shift in time.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double Shift { get; init; }

    /// <summary>Largest shift either way, as a share of the length.</summary>
    [Description("Largest shift either way, as a share of the length.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double ShiftFraction { get; init; } = 0.1;

    /// <summary>Probability that stretches of time are masked.</summary>
    [Description("Probability that stretches of time are masked.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double TimeMasks { get; init; }

    /// <summary>Number of masked stretches of time.</summary>
    [Description("Number of masked stretches of time.")]
    [Limits(AtLeast = 1, AtMost = 100)]
    public int TimeMaskCount { get; init; } = 2;

    /// <summary>Longest masked stretch, as a share of the length.</summary>
    [Description("Longest masked stretch, as a share of the length.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double TimeMaskFraction { get; init; } = 0.1;

    /// <summary>Probability that bands of frequencies are masked.</summary>
    [Description("Probability that bands of frequencies are masked.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double FrequencyMasks { get; init; }

    /// <summary>Number of masked bands.</summary>
    [Description("Number of masked bands.")]
    [Limits(AtLeast = 1, AtMost = 100)]
    public int FrequencyMaskCount { get; init; } = 2;

    /// <summary>Widest masked band, as a share of the rows.</summary>
    [Description("Widest masked band, as a share of the rows.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double FrequencyMaskFraction { get; init; } = 0.1;

    /// <summary>Probability of each channel to be masked whole.</summary>
    [Description("Probability of each channel to be masked whole.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double ChannelDrop { get; init; }

    /// <summary>What masked values become.</summary>
    [Description("What masked values become.")]
    [Limits(AtLeast = -1e6, AtMost = 1e6)]
    public double MaskValue { get; init; }

    /// <summary>Probability that the row is mixed with another one, values and votes.</summary>
    [Description("Probability that the row is mixed with another one, values and votes.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double Mixup { get; init; }

    /// <summary>The row's share of a mix is drawn from Beta(alpha, alpha).</summary>
    [Description("The row's share of a mix is drawn from Beta(alpha, alpha).")]
    [Limits(MoreThan = 0, AtMost = 100)]
    public double MixupAlpha { get; init; } = 0.4;

    /// <inheritdoc />
    public override bool IsTrainingOnly => true;

    /// <inheritdoc />
    public override IReadOnlyList<string> ReadColumns(string previous) => [Input ?? previous];

    /// <inheritdoc />
    public override string? YieldedColumn(string previous) => Input ?? previous;

    /// <summary>Whether no change is asked for, as at the lower end of a range; the step is left out then.</summary>
    internal bool DoesNothing => FlipTime + Mirror + Shift + TimeMasks + FrequencyMasks + ChannelDrop + Mixup == 0;

    /// <summary>The changes as the libraries know them.</summary>
    internal AugmentationOptions ToOptions() => new()
    {
        FlipTimeProbability = FlipTime,
        MirrorProbability = Mirror,
        ShiftProbability = Shift,
        ShiftMaxFraction = ShiftFraction,
        TimeMaskProbability = TimeMasks,
        TimeMaskCount = TimeMaskCount,
        TimeMaskMaxFraction = TimeMaskFraction,
        FrequencyMaskProbability = FrequencyMasks,
        FrequencyMaskCount = FrequencyMaskCount,
        FrequencyMaskMaxFraction = FrequencyMaskFraction,
        ChannelDropProbability = ChannelDrop,
        MaskValue = (float)MaskValue,
        MixupProbability = Mixup,
        MixupAlpha = MixupAlpha,
    };

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        var written = new (string Key, double Value)[] { ("flipTime", FlipTime), ("mirror", Mirror), ("shift", Shift), ("timeMasks", TimeMasks), ("frequencyMasks", FrequencyMasks), ("channelDrop", ChannelDrop), ("mixup", Mixup) };
        if (written.All(pair => pair.Value == 0) && Copies is not null)
        {
            yield return new SettingsProblem($"the copies would not be changed: write a probability above 0 for one of {string.Join(", ", written.Select(pair => pair.Key))}.", "copies");
        }
    }
}
