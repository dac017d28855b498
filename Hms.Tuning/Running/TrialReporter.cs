using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>The reporter of one attempt of one trial: storage first, then the pruner, then the monitors.</summary>
internal sealed class TrialReporter(SweepParts parts, TrialSettings settings, HeldLease held, IReadOnlyList<Trial> history) : ITrialReporter
{
    private readonly Lock _lock = new();
    private readonly bool _mayPrune = history.Count(x => x.State == TrialState.Complete) >= parts.Options.MinimumCompletedTrials;
    private ImmutableSortedDictionary<int, double> _first = ImmutableSortedDictionary<int, double>.Empty;
    private ImmutableSortedDictionary<int, IReadOnlyList<double>> _all = ImmutableSortedDictionary<int, IReadOnlyList<double>>.Empty;
    private (int Step, IReadOnlyList<double> Values) _last = (-1, []);

    /// <summary>The storage's error, which ends the sweep or the attempt, not the trial; null when there was none.</summary>
    public StudyException? StorageFailure { get; private set; }

    /// <summary>The values of the highest step; empty before the first report and where one is NaN.</summary>
    public IReadOnlyList<double> LastValues => _last.Values.Any(double.IsNaN) ? [] : _last.Values;

    public PruningDecision Report(int step, IReadOnlyList<double> values, ReadOnlyMemory<float> rows = default)
    {
        lock (_lock)
        {
            Check(step, values);
            if (!rows.IsEmpty) { Store(() => parts.Storage.ReportRows(held.Lease, step, rows)); }
            Store(() => parts.Storage.ReportIntermediate(held.Lease, step, values));
            _first = _first.Add(step, values[0]);
            if (values.Count > 1) { _all = _all.Add(step, [.. values]); }
            if (step > _last.Step) { _last = (step, [.. values]); }
            var decision = Decide(step, rows);
            IReadOnlyList<double> sent = [.. values];
            parts.Monitors.Send(x => x.ReportIntermediate(settings, step, sent, decision));
            return decision;
        }
    }

    public void SetUserAttribute(string key, JsonNode? value)
    {
        var json = value?.ToJsonString() ?? "null";
        Store(() => parts.Storage.SetUserAttribute(held.Lease, key, json));
    }

    private void Check(int step, IReadOnlyList<double> values)
    {
        if (step < 0) { throw new ArgumentException($"Step {step} must not be negative.", nameof(step)); }
        if (values.Count != parts.Study.Directions.Count) { throw new ArgumentException($"{values.Count} values were reported; the study has {parts.Study.Directions.Count} objectives. Report one for each.", nameof(values)); }
        if (_first.ContainsKey(step)) { throw new ArgumentException($"Step {step} was reported before; each step is reported once (step = fold x epochs + epoch).", nameof(step)); }
    }

    private PruningDecision Decide(int step, ReadOnlyMemory<float> rows)
    {
        if (held.Stopped is not null) { return PruningDecision.Prune; }
        var context = new PruningContext
        {
            Directions = parts.Options.Directions,
            Seed = parts.Options.Seed,
            TrialNumber = settings.TrialId,
            Step = step,
            IntermediateValues = _first,
            IntermediateObjectives = _all,
            Rows = rows.IsEmpty ? null : rows.ToArray(),
            OwnRowsAt = at => parts.Storage.ReadRows(held.Lease.TrialId, at),
            RowsOf = (trial, at) => parts.Storage.ReadRows(trial.Id, at),
            History = history,
        };
        if ((parts.Pruner as IPrunerDiagnostics)?.Warn(context) is { } warning) { parts.Monitors.Warn(warning); }
        return _mayPrune ? parts.Pruner.Decide(context) : PruningDecision.Continue;
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
