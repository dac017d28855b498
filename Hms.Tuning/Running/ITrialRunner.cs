namespace Hms.Tuning.Running;

/// <summary>Runs one trial: trains and scores with the parameters it is given.</summary>
public interface ITrialRunner
{
    /// <summary>Runs the trial. With a parallelism above 1, several calls run at a time.</summary>
    /// <param name="settings">Number, parameters, seed.</param>
    /// <param name="reporter">Takes values while the trial runs and says whether it is worth going on.</param>
    /// <param name="cancellationToken">Cancelled when the sweep is stopped (the trial then stops soon, by exception, and is run again on resume), when this trial is to stop (<see cref="SweepControl"/>), and when another process has taken it over.</param>
    /// <returns><see cref="TrialResult.Completed"/>, or <see cref="TrialResult.Pruned"/> after <see cref="Pruners.PruningDecision.Prune"/>.</returns>
    Task<TrialResult> RunAsync(TrialSettings settings, ITrialReporter reporter, CancellationToken cancellationToken);
}
