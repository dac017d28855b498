using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>How a sweep ended.</summary>
/// <param name="Study">The study.</param>
/// <param name="Trials">All its trials, by number.</param>
/// <param name="Best">The best complete trial; null when there is none.</param>
/// <param name="MonitorErrors">Messages of exceptions thrown by the monitor; they did not touch the trials.</param>
public sealed record SweepResult(Study Study, IReadOnlyList<Trial> Trials, Trial? Best, IReadOnlyList<string> MonitorErrors)
{
    /// <summary>Number of trials in a state.</summary>
    /// <param name="state">The state.</param>
    public int Count(TrialState state) => Trials.Count(x => x.State == state);
}
