using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Hms.Tuning.Pruners;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>The reporter of one attempt of one trial: storage first, then the pruner, then the monitor.</summary>
internal sealed class TrialReporter(SweepOptions options, IStudyStorage storage, IPruner pruner, MonitorQueue monitor, TrialSettings settings, TrialLease lease, IReadOnlyList<Trial> history) : ITrialReporter
{
    private readonly Lock _lock = new();
    private readonly bool _mayPrune = history.Count(x => x.State == TrialState.Complete) >= options.MinimumCompletedTrials;
    private ImmutableSortedDictionary<int, double> _values = ImmutableSortedDictionary<int, double>.Empty;

    /// <summary>The storage's error, which ends the sweep, not the trial; null when there was none.</summary>
    public StudyException? StorageFailure { get; private set; }

    /// <summary>The value of the highest step; null before the first report and for NaN.</summary>
    public double? LastValue => _values.IsEmpty || double.IsNaN(_values.Last().Value) ? null : _values.Last().Value;

    public PruningDecision Report(int step, double value)
    {
        lock (_lock)
        {
            if (step < 0) { throw new ArgumentException($"Step {step} must not be negative.", nameof(step)); }
            if (_values.ContainsKey(step)) { throw new ArgumentException($"Step {step} was reported before; each step is reported once (step = fold x epochs + epoch).", nameof(step)); }
            Store(() => storage.ReportIntermediate(lease, step, [value]));
            _values = _values.Add(step, value);
            var decision = _mayPrune ? pruner.Decide(new PruningContext { Directions = options.Directions, Seed = options.Seed, TrialNumber = settings.TrialId, Step = step, IntermediateValues = _values, History = history }) : PruningDecision.Continue;
            monitor.Send(x => x.ReportIntermediate(settings, step, value, decision));
            return decision;
        }
    }

    public void SetUserAttribute(string key, JsonNode? value)
    {
        var json = value?.ToJsonString() ?? "null";
        Store(() => storage.SetUserAttribute(lease, key, json));
    }

    private void Store(Action write)
    {
        try { write(); }
        catch (StudyException exception)
        {
            StorageFailure = exception;
            throw;
        }
    }
}
