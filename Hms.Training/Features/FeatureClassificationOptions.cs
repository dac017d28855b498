using Microsoft.ML;

namespace Hms.Training.Features;

/// <summary>Everything that decides a training on feature vectors.</summary>
public sealed record FeatureClassificationOptions
{
    /// <summary>How often a fit of boosted trees reports: after each tenth of its trees (fewer where there are fewer trees).</summary>
    public const int ReportCount = 10;

    /// <summary>Features: a vector of Single of known size and any dimensions, taken as one row of numbers. NaN counts as the feature's mean over the training rows.</summary>
    public string FeatureColumn { get; init; } = "Features";

    /// <summary>Distributions of votes: a vector of Single with one place per class; every row sums to 1.</summary>
    public string VotesColumn { get; init; } = "Votes";

    /// <summary>Weight of each training row (Single, above 0) in the loss; null for equal weights. Validation is never weighted.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>Number of votes of each validation row (Single, above 0); null for none. It tells which rows have many votes, and weighs nothing.</summary>
    public string? VoteCountColumn { get; init; }

    /// <summary>Votes from which on a validation row counts for <see cref="EpochReport.HighVoteKl"/>, above 0; rows without a number of votes never do.</summary>
    public double HighVotes { get; init; } = 10;

    /// <summary>Output: probabilities.</summary>
    public string ScoreColumn { get; init; } = "Score";

    /// <summary>Output: the most probable class.</summary>
    public string PredictedLabelColumn { get; init; } = "PredictedLabel";

    /// <summary>What learns.</summary>
    public FeatureLearner Learner { get; init; } = new LightGbmLearner();

    /// <summary>Seed of everything that is drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads of the trees, at least 1; the logistic regression always takes one.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Which state to return: all trees, or as many as were best on the validation rows.</summary>
    public EpochToKeep Keep { get; init; } = EpochToKeep.LastEpoch;

    /// <summary>Rows to validate on at each report, with the columns of the training view; null for no validation. Fit(train, validation) overrides it.</summary>
    public IDataView? ValidationView { get; init; }

    /// <summary>Hears of each report, as of an epoch of a network; null for nobody.</summary>
    public ITrainingObserver? Observer { get; init; }

    /// <summary>Fold, only handed through to the observer.</summary>
    public int Fold { get; init; }

    /// <summary>Stops the training (OperationCanceledException): LightGBM within one round, FastTree between two classes and before each report, the logistic regression only before it begins and before its report.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The number of trees (of each class) after which a report is due.</summary>
    /// <param name="trees">Trees planned.</param>
    /// <param name="report">Report, 1-based.</param>
    public static int TreesAt(int trees, int report)
    {
        var count = Math.Min(trees, ReportCount);
        return (int)(((long)trees * report + count - 1) / count);
    }

    /// <summary>All errors; empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>(Learner.Validate());
        if (!(HighVotes > 0 && double.IsFinite(HighVotes))) { errors.Add(FormattableString.Invariant($"High votes {HighVotes} must be above 0.")); }
        if (Threads < 1) { errors.Add($"Threads {Threads} must be at least 1."); }
        foreach (var (name, column) in new[] { ("Feature", FeatureColumn), ("Votes", VotesColumn), ("Score", ScoreColumn), ("PredictedLabel", PredictedLabelColumn) })
        {
            if (string.IsNullOrEmpty(column)) { errors.Add($"{name} column has no name; give one."); }
        }
        if (ScoreColumn == PredictedLabelColumn) { errors.Add($"Score and predicted label are both called '{ScoreColumn}'; they must differ."); }
        return errors;
    }
}
