namespace Hms.Tuning.Running;

/// <summary>What ended a sweep.</summary>
public enum SweepEndingKind
{
    /// <summary>The study has as many trials as <see cref="SweepOptions.Trials"/> asks for.</summary>
    TrialsDone,

    /// <summary>The <see cref="SweepOptions.TimeBudget"/> is used up.</summary>
    TimeUp,

    /// <summary>The <see cref="SweepOptions.ReportBudget"/> is used up.</summary>
    ReportsUsedUp,

    /// <summary>The tuner has proposed all that there is (a grid).</summary>
    SpaceExhausted,

    /// <summary>A terminator of <see cref="SweepOptions.Terminators"/> found that it is enough.</summary>
    Terminated,

    /// <summary>Too many trials failed one after the other.</summary>
    TooManyFailures,
}
