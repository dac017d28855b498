namespace Hms.Signal.Augmentation;

/// <summary>Which random changes a training row may undergo. Every probability is 0 by default: nothing is done that is not asked for.</summary>
public sealed record AugmentationOptions
{
    /// <summary>Probability that time runs backwards.</summary>
    public double FlipTimeProbability { get; init; }

    /// <summary>Probability that left and right are exchanged; needs the names of the channels.</summary>
    public double MirrorProbability { get; init; }

    /// <summary>Probability that the row is shifted in time.</summary>
    public double ShiftProbability { get; init; }

    /// <summary>Largest shift either way, as a share of the length, in (0, 1]. Default 0.1.</summary>
    public double ShiftMaxFraction { get; init; } = 0.1;

    /// <summary>What stands in the gap of a shift. Default the mask value.</summary>
    public ShiftEdge ShiftEdge { get; init; }

    /// <summary>Probability that stretches of time are masked in all channels (SpecAugment: Park et al., Interspeech 2019).</summary>
    public double TimeMaskProbability { get; init; }

    /// <summary>Number of stretches, at least 1. Default 2.</summary>
    public int TimeMaskCount { get; init; } = 2;

    /// <summary>Longest stretch, as a share of the length, in (0, 1]; lengths are uniform from 0. Default 0.1.</summary>
    public double TimeMaskMaxFraction { get; init; } = 0.1;

    /// <summary>Probability that bands of rows (frequencies) are masked in all channels; needs [channels, frequencies, times].</summary>
    public double FrequencyMaskProbability { get; init; }

    /// <summary>Number of bands, at least 1. Default 2.</summary>
    public int FrequencyMaskCount { get; init; } = 2;

    /// <summary>Widest band, as a share of the rows, in (0, 1]; widths are uniform from 0. Default 0.1.</summary>
    public double FrequencyMaskMaxFraction { get; init; } = 0.1;

    /// <summary>Probability of each channel, by itself, to be masked whole; a draw that would leave no channel masks none.</summary>
    public double ChannelDropProbability { get; init; }

    /// <summary>What masked values become. Default 0, the mean of a normalised row.</summary>
    public float MaskValue { get; init; }

    /// <summary>Probability that the row is mixed with another training row, values and votes (mixup: Zhang et al., ICLR 2018).</summary>
    public double MixupProbability { get; init; }

    /// <summary>Alpha of mixup, above 0: the row's share is drawn from Beta(alpha, alpha). Default 0.4.</summary>
    public double MixupAlpha { get; init; } = 0.4;

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        foreach (var (name, value) in Probabilities())
        {
            if (!(value is >= 0 and <= 1)) { errors.Add(FormattableString.Invariant($"{name} {value} must be in [0, 1].")); }
        }
        foreach (var (name, value) in new[] { (nameof(ShiftMaxFraction), ShiftMaxFraction), (nameof(TimeMaskMaxFraction), TimeMaskMaxFraction), (nameof(FrequencyMaskMaxFraction), FrequencyMaskMaxFraction) })
        {
            if (!(value is > 0 and <= 1)) { errors.Add(FormattableString.Invariant($"{name} {value} must be in (0, 1].")); }
        }
        if (TimeMaskCount < 1) { errors.Add($"TimeMaskCount {TimeMaskCount} must be at least 1; for no mask set TimeMaskProbability to 0."); }
        if (FrequencyMaskCount < 1) { errors.Add($"FrequencyMaskCount {FrequencyMaskCount} must be at least 1; for no mask set FrequencyMaskProbability to 0."); }
        if (!float.IsFinite(MaskValue)) { errors.Add(FormattableString.Invariant($"MaskValue {MaskValue} must be finite.")); }
        if (!(MixupAlpha > 0) || !double.IsFinite(MixupAlpha)) { errors.Add(FormattableString.Invariant($"MixupAlpha {MixupAlpha} must be above 0.")); }
        if (!Enum.IsDefined(ShiftEdge)) { errors.Add($"ShiftEdge {ShiftEdge} is unknown."); }
        if (errors.Count == 0 && Probabilities().All(pair => pair.Value == 0)) { errors.Add("Every probability is 0, so nothing would be done; set at least one above 0."); }
        return errors;
    }

    private (string Name, double Value)[] Probabilities() =>
    [
        (nameof(FlipTimeProbability), FlipTimeProbability), (nameof(MirrorProbability), MirrorProbability), (nameof(ShiftProbability), ShiftProbability),
        (nameof(TimeMaskProbability), TimeMaskProbability), (nameof(FrequencyMaskProbability), FrequencyMaskProbability),
        (nameof(ChannelDropProbability), ChannelDropProbability), (nameof(MixupProbability), MixupProbability),
    ];
}
