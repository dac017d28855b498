using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Tells the monitors how trials ended and which are the best so far, those of other processes and earlier runs counted in.</summary>
internal sealed class TrialAnnouncer(SweepParts parts)
{
    private readonly BestTrials _best = new(parts.Study.Directions);
    private readonly HashSet<int> _improvements = [];

    /// <summary>Takes a finished trial into account; call it once for each, before <see cref="Announce"/>.</summary>
    public void Consider(Trial trial)
    {
        if (_best.Offer(trial)) { _improvements.Add(trial.Number); }
    }

    /// <summary>Tells how a trial ended.</summary>
    public void Announce(Trial trial)
    {
        if (trial.State == TrialState.Fail)
        {
            parts.Monitors.Send(x => x.ReportFailTrial(trial));
            return;
        }
        parts.Monitors.Send(x => x.ReportCompletedTrial(trial));
        if (_improvements.Contains(trial.Number)) { parts.Monitors.Send(x => x.ReportBestTrial(trial)); }
    }
}
