namespace Hms.Training;

/// <summary>A second stage of the training, on rows with many votes only: the network goes on learning from those that several experts have judged.</summary>
/// <remarks>
/// The weights (and their average) go on from the last epoch of the first stage; the optimiser starts anew, as with two trainings one after the other, and so does the
/// schedule. Epochs are numbered through. Validation rows are the same in both stages.
/// </remarks>
public sealed record SecondStageOptions
{
    /// <summary>Smallest number of votes of a training row of this stage, above 0.</summary>
    public double MinimumVotes { get; init; } = 10;

    /// <summary>Number of passes over those rows, at least 1.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>The optimiser's learning rate is multiplied by this, above 0.</summary>
    public double LearningRateFactor { get; init; } = 0.1;

    /// <summary>All errors; empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(MinimumVotes > 0 && double.IsFinite(MinimumVotes))) { errors.Add(FormattableString.Invariant($"Minimum of {MinimumVotes} votes of the second stage must be above 0.")); }
        if (Epochs < 1) { errors.Add($"Epochs {Epochs} of the second stage must be at least 1; leave the stage out for none."); }
        if (!(LearningRateFactor > 0 && double.IsFinite(LearningRateFactor))) { errors.Add(FormattableString.Invariant($"Learning rate factor {LearningRateFactor} of the second stage must be above 0.")); }
        return errors;
    }
}
