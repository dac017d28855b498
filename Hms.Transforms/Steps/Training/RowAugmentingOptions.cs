using Hms.Signal.Augmentation;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Training;

/// <summary>Options of <see cref="RowAugmentingEstimator"/>.</summary>
public sealed record RowAugmentingOptions
{
    /// <summary>The column to change in place: a signal [channels, samples] or spectra [channels, frequencies, times].</summary>
    public required string InputColumn { get; init; }

    /// <summary>Column of the votes, a float vector; mixup mixes them, each row's divided by their sum first. Default "Votes".</summary>
    public string VotesColumn { get; init; } = "Votes";

    /// <summary>Which changes, and how likely each.</summary>
    public required AugmentationOptions Augmentation { get; init; }

    /// <summary>Changed copies of each row, at least 1; every one is drawn by itself. Default 1.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>What becomes of the rows themselves; default they stay.</summary>
    public OriginalRows Originals { get; init; } = OriginalRows.Keep;

    /// <summary>Seed of the draws; default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(InputColumn)) { errors.Add("InputColumn is empty; name the column to change."); }
        if (string.IsNullOrWhiteSpace(VotesColumn)) { errors.Add("VotesColumn is empty; name the column of the votes."); }
        if (Copies < 1) { errors.Add($"Copies {Copies} must be at least 1; leave the step out for none."); }
        errors.AddRange(Augmentation.Validate());
        return errors;
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(RowAugmentingOptions), Validate());
}
