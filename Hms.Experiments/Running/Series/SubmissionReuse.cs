namespace Hms.Experiments.Running.Series;

/// <summary>Whether a submission that lies in a run's folder may stay.</summary>
internal enum SubmissionReuse
{
    /// <summary>The model was made in this start.</summary>
    None,

    /// <summary>The model is the one that the submission was made with.</summary>
    SameModel,
}
