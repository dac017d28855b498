namespace Hms.Training.Loop;

/// <summary>A run of epochs over the same rows.</summary>
/// <param name="Number">1 or 2.</param>
/// <param name="FirstEpoch">Its first epoch, 1-based over all stages.</param>
/// <param name="EpochCount">Its planned epochs.</param>
/// <param name="Rows">Rows of the spool, ascending.</param>
/// <param name="LearningRate">Learning rate before the schedule.</param>
internal sealed record TrainingStage(int Number, int FirstEpoch, int EpochCount, int[] Rows, double LearningRate)
{
    public int LastEpoch => FirstEpoch + EpochCount - 1;

    /// <summary>The stages of a training.</summary>
    /// <exception cref="TrainingException">The second stage would have too few rows.</exception>
    public static IReadOnlyList<TrainingStage> Of(EegImageClassificationOptions options, SampleSpool train)
    {
        var rate = options.Optimizer.LearningRate;
        var first = new TrainingStage(1, 1, options.Epochs, [.. Enumerable.Range(0, train.RowCount)], rate);
        if (options.SecondStage is not { } second) { return [first]; }
        int[] rows = [.. first.Rows.Where(row => train.VoteCounts[row] >= second.MinimumVotes)];
        if (rows.Length < 2)
        {
            throw new TrainingException(FormattableString.Invariant(
                $"The second stage has {rows.Length} of {train.RowCount} training rows: so many have at least {second.MinimumVotes} votes, and at least 2 are needed. Lower its minimum of votes (the largest number is {train.VoteCounts.Max()}), or leave the stage out."));
        }
        return [first, new(2, first.LastEpoch + 1, second.Epochs, rows, rate * second.LearningRateFactor)];
    }
}
