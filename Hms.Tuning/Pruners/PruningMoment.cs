namespace Hms.Tuning.Pruners;

/// <summary>Whether a report may be judged.</summary>
internal enum PruningMoment
{
    /// <summary>Too few trials are complete.</summary>
    TooFewComplete,

    /// <summary>The trial's work is done.</summary>
    LastReport,

    /// <summary>In the warm-up or between two judged reports.</summary>
    NotJudged,

    /// <summary>To be judged.</summary>
    Judged,
}
