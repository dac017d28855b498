namespace Hms.Experiments.Configuration.Settings;

/// <summary>Which finished trials a new trial learns from when several run at a time.</summary>
public enum SweepOrderChoice
{
    /// <summary>Trial n sees the trials numbered below n - workers + 1 and waits for them, so the sweep repeats itself.</summary>
    Deterministic,

    /// <summary>A trial sees all that have finished: no waiting, but no run repeats.</summary>
    Eager,
}
