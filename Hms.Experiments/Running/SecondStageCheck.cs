using Hms.Experiments.Configuration.Settings;
using Hms.Training;

namespace Hms.Experiments.Running;

/// <summary>Finds a second stage with too few rows in any fold before the first fold is trained.</summary>
internal static class SecondStageCheck
{
    /// <summary>Batch normalisation needs as many.</summary>
    private const int MinimumRows = 2;

    /// <summary>Refuses a second stage that a fold has too few rows for.</summary>
    /// <param name="settings">Concrete settings.</param>
    /// <param name="rows">Rows and folds.</param>
    /// <param name="foldCount">How many folds are trained.</param>
    /// <exception cref="TrainingException">A fold has too few; the message names it.</exception>
    /// <remarks>Steps of training rows only may repeat rows, so with them one row may be enough; the training itself tells.</remarks>
    public static void RequireRows(ExperimentSettings settings, ExperimentRows rows, int foldCount)
    {
        if (settings.Training.SecondStage is not { } second) { return; }
        var needed = settings.Transforms.Any(step => step.IsTrainingOnly) ? 1 : MinimumRows;
        for (var fold = 0; fold < foldCount; fold++)
        {
            var votes = rows.TrainingRows(fold).Select(row => rows.Rows[row].VoteCount).ToArray();
            var count = votes.Count(x => x >= second.MinimumVotes);
            if (count >= needed) { continue; }
            throw new TrainingException(FormattableString.Invariant(
                $"The second stage of fold {fold + 1} has {count} of {votes.Length} training rows: so many have at least {second.MinimumVotes} votes, and at least {MinimumRows} are needed. Lower training.secondStage.minimumVotes (the largest number is {votes.Max()}), or leave the stage out."));
        }
    }
}
