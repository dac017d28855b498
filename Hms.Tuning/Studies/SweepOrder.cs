namespace Hms.Tuning.Studies;

/// <summary>Which finished trials a new trial learns from when several run at a time.</summary>
public enum SweepOrder
{
    /// <summary>Trial n sees exactly the trials numbered below n − parallelism + 1 and waits for them: a parallel or resumed run repeats itself.</summary>
    Deterministic,

    /// <summary>A trial sees all that have finished when it begins and waits for none: faster where durations differ, but which trials those are depends on the clock, so no run repeats.</summary>
    Eager,
}
