namespace Hms.Tuning.Running;

/// <summary>What becomes of a trial that is stopped by request.</summary>
public enum StopKind
{
    /// <summary>What it reported counts: it ends as Pruned with its last report, and tuners learn from it as from any pruned trial. Without a usable report it ends like <see cref="Discard"/>.</summary>
    KeepReports,

    /// <summary>It ends as Fail with a failure of type <see cref="SweepControl.StoppedFailure"/>: its reports can be read, tuners leave it out.</summary>
    Discard,
}
