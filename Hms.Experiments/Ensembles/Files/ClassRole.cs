namespace Hms.Experiments.Ensembles.Files;

/// <summary>What a set of six class columns holds, by its name.</summary>
internal enum ClassRole
{
    /// <summary>Says nothing: Seizure, LPD, ...</summary>
    Plain,

    /// <summary>Votes, or probabilities under the names of a submission: seizure_vote, ...</summary>
    Vote,

    /// <summary>Predictions: seizure_prob, pred_seizure, seizure_score, ...</summary>
    Prediction,

    /// <summary>The truth: seizure_truth, target_seizure, ...</summary>
    Truth,

    /// <summary>The prior of a fold: neither prediction nor truth.</summary>
    Prior,
}
