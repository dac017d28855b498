using System.Collections.Concurrent;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Running;

/// <summary>Keeps what it is told, as lines.</summary>
internal sealed class RecordingMonitor : IMonitor
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public IEnumerable<string> Warnings => Lines.Where(x => x.StartsWith("warning ", StringComparison.Ordinal)).Select(x => x["warning ".Length..]);

    public void ReportRunningTrial(TrialSettings settings) => Lines.Enqueue($"running {settings.TrialId} attempt {settings.Attempt}");

    public void ReportIntermediate(TrialSettings settings, int step, double value, PruningDecision decision) => Lines.Enqueue(FormattableString.Invariant($"report {settings.TrialId} {step} {value} {decision}"));

    public void ReportCompletedTrial(Trial trial) => Lines.Enqueue($"{trial.State} {trial.Number}");

    public void ReportBestTrial(Trial trial) => Lines.Enqueue($"best {trial.Number}");

    public void ReportFailTrial(Trial trial) => Lines.Enqueue($"fail {trial.Number}");

    public void ReportReturnedTrial(TrialSettings settings, TrialFailure? failure) => Lines.Enqueue($"returned {settings.TrialId} attempt {settings.Attempt} {failure?.Message}");

    public void ReportWarning(string message) => Lines.Enqueue("warning " + message);
}
