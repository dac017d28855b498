using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Hms.Tuning.Numerics;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Studies;

/// <summary>A running trial of a <see cref="TuningStudy"/>: asks for parameters by name while it runs, reports, and learns whether to go on.</summary>
/// <remarks>
/// A parameter gets the value that the study's tuner proposed when the trial was asked for, if that lies in the range asked for; else, and when it is asked for the
/// first time in the study, an independent uniform draw from (seed, trial number, name). Asked again it gives the same value. Safe for several threads.
/// </remarks>
public sealed partial class TuningTrial
{
    private readonly Lock _lock = new();
    private readonly TuningStudyOptions _options;
    private readonly IStudyStorage _storage;
    private readonly TrialStart _start;
    private readonly bool _mayPrune;
    private readonly CancellationTokenSource _stop = new();
    private (int Step, float[] Values)? _rows;
    private PruningDecision _decision = PruningDecision.Continue;
    private ImmutableSortedDictionary<int, double> _values = ImmutableSortedDictionary<int, double>.Empty;
    private ImmutableSortedDictionary<int, IReadOnlyList<double>> _objectives = ImmutableSortedDictionary<int, IReadOnlyList<double>>.Empty;

    internal TuningTrial(TuningStudyOptions options, IStudyStorage storage, TrialStart start)
    {
        (_options, _storage, _start) = (options, storage, start);
        Parameters = start.Trial.Parameters;
        _mayPrune = start.History.Count(x => x.State == TrialState.Complete) >= options.MinimumCompletedTrials;
    }

    /// <summary>Number in its study, from 0.</summary>
    public int Number => _start.Trial.Number;

    /// <summary>1, and one more each time the trial was begun again.</summary>
    public int Attempt => _start.Trial.Attempt;

    /// <summary>Seed of the trial, derived from the study's seed and the number; the same in every attempt.</summary>
    public ulong Seed => TrialSettings.SeedOf(_options.Seed, Number);

    /// <summary>The parameters it has so far.</summary>
    public ParameterValues Parameters { get; private set; }

    /// <summary>Cancelled when somebody asks to stop this trial, or when it belongs to another process by now; <see cref="ShouldPrune"/> is then true.</summary>
    public CancellationToken StopToken => _stop.Token;

    internal TrialLease Lease => new(_start.Trial.Id, _start.Trial.Attempt);

    /// <summary>An error of the storage, which ends the study's run, not the trial; null when there was none.</summary>
    internal StudyException? StorageFailure { get; private set; }

    internal IReadOnlyList<double> Constraints { get; private set; } = [];

    /// <summary>The last report's objectives; empty before the first report and when one of them is NaN.</summary>
    internal IReadOnlyList<double> LastValues
    {
        get
        {
            lock (_lock)
            {
                IReadOnlyList<double> last = _values.IsEmpty ? [] : _objectives.IsEmpty ? [_values.Last().Value] : _objectives.Last().Value;
                return last.Any(double.IsNaN) ? [] : last;
            }
        }
    }

    /// <summary>Writes the objectives into the study and asks the pruner.</summary>
    /// <param name="step">0 or more, each step once: with folds, fold × epochs + epoch.</param>
    /// <param name="values">One value for each objective; NaN is allowed.</param>
    /// <exception cref="ArgumentException">The step was reported before or is negative, or the number of values is not the study's.</exception>
    public PruningDecision Report(int step, params IReadOnlyList<double> values)
    {
        lock (_lock)
        {
            if (step < 0) { throw new ArgumentException($"Step {step} must not be negative.", nameof(step)); }
            if (_values.ContainsKey(step)) { throw new ArgumentException($"Step {step} was reported before; each step is reported once (step = fold x epochs + epoch).", nameof(step)); }
            if (values.Count != _options.Directions.Count) { throw new ArgumentException($"{values.Count} values were reported; study '{_options.Name}' has {_options.Directions.Count} objectives.", nameof(values)); }
            Store(() => _storage.ReportIntermediate(Lease, step, values));
            _values = _values.Add(step, values[0]);
            if (values.Count > 1) { _objectives = _objectives.Add(step, [.. values]); }
            var context = Context(step);
            if ((_options.Pruner as IPrunerDiagnostics)?.Warn(context) is { } warning) { _start.Warn(warning); }
            return _decision = _mayPrune ? _options.Pruner.Decide(context) : PruningDecision.Continue;
        }
    }

    /// <summary>Writes the losses of single rows (held-out windows) at a step, for pruners that compare row by row; before the <see cref="Report"/> of the step.</summary>
    /// <param name="step">0 or more.</param>
    /// <param name="rows">One value for each row, always in the same order; shape [rows].</param>
    public void ReportRows(int step, ReadOnlyMemory<float> rows)
    {
        lock (_lock)
        {
            Store(() => _storage.ReportRows(Lease, step, rows));
            _rows = (step, rows.ToArray());
        }
    }

    /// <summary>True when the trial shall stop: the pruner said so at the last report, or a stop was asked for. Throw <see cref="TrialPrunedException"/> then.</summary>
    public bool ShouldPrune() => _decision == PruningDecision.Prune || _stop.IsCancellationRequested;

    /// <summary>Keeps a small fact with the trial; shown by optuna-dashboard.</summary>
    /// <param name="key">Name, 1 to 512 characters.</param>
    /// <param name="value">Any JSON.</param>
    public void SetUserAttribute(string key, JsonNode? value)
    {
        var json = value?.ToJsonString() ?? "null";
        Store(() => _storage.SetUserAttribute(Lease, key, json));
    }

    /// <summary>Says how far the trial keeps its constraints; stored when it is told.</summary>
    /// <param name="values">For each constraint at most 0 where it is kept, the amount of the violation above 0.</param>
    public void SetConstraints(params IReadOnlyList<double> values) => Constraints = [.. values];

    /// <summary>The earliest complete trial with the same parameters as this one has so far, among those it learns from; null when there is none. Its value need not be computed again.</summary>
    public Trial? FindDuplicate() => _start.History.FirstOrDefault(x => x.State == TrialState.Complete && x.Parameters.Equals(Parameters));

    internal void RequestStop() => _stop.Cancel();

    private PruningContext Context(int step) => new()
    {
        Directions = _options.Directions,
        Seed = _options.Seed,
        TrialNumber = Number,
        Step = step,
        IntermediateValues = _values,
        IntermediateObjectives = _objectives,
        Rows = _rows is { } rows && rows.Step == step ? rows.Values : null,
        OwnRowsAt = at => _storage.ReadRows(Lease.TrialId, at),
        RowsOf = (trial, at) => _storage.ReadRows(trial.Id, at),
        History = _start.History,
    };

    private ParameterAssignment Assign(string name, ParameterDistribution distribution)
    {
        lock (_lock)
        {
            if (Parameters.TryGet(name, out var known)) { return Again(known, distribution); }
            var errors = SearchSpace.Validate([new SearchParameter(name, distribution)]);
            if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors)); }
            if (_options.Space is { } space) { throw new ArgumentException(Undeclared(name, space)); }
            _start.CheckCompatible(name, distribution);
            var assignment = new ParameterAssignment(name, distribution, Choose(name, distribution));
            Store(() => _storage.SetParameter(Lease, assignment));
            Parameters = new ParameterValues(Parameters.Append(assignment));
            return assignment;
        }
    }

    private double Choose(string name, ParameterDistribution distribution)
    {
        if (_start.Fixed.TryGetValue(name, out var decided))
        {
            try { return distribution.ToInternal(decided); }
            catch (ArgumentException exception) { throw new ArgumentException($"Parameter '{name}' was fixed or enqueued, but {exception.Message}", exception); }
        }
        if (_start.Proposal.TryGet(name, out var proposed) && distribution.IsCompatibleWith(proposed.Distribution) && distribution.Contains(proposed.InternalValue)) { return proposed.InternalValue; }
        return ProposalWalk.DrawUniform([new SearchParameter(name, distribution)], new SplitMix64(SplitMix64.Derive(_options.Seed, "suggest:" + name, (ulong)Number)))[0];
    }

    private static ParameterAssignment Again(ParameterAssignment known, ParameterDistribution distribution) =>
        distribution.IsCompatibleWith(known.Distribution) && distribution.Contains(known.InternalValue)
            ? known with { Distribution = distribution }
            : throw new ArgumentException($"Parameter '{known.Name}' of this trial is {ChoiceValue.Show(known.Value)} ({known.Distribution}); it cannot be asked for as {distribution}. Use another name.");

    private static string Undeclared(string name, SearchSpace space) => space.Find(name) is null
        ? $"Parameter '{name}' is not declared in the space of this study; it has {string.Join(", ", space.Parameters.Select(x => x.Name))}."
        : $"Parameter '{name}' does not exist in this trial: its condition does not hold.";

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
