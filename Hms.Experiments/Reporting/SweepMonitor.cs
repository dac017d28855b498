using System.Globalization;
using Hms.Experiments.Commands;
using Hms.Experiments.Running;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Reporting;

/// <summary>Shows a sweep to the person watching: a line per trial with best so far, rate and time left; on a terminal also the running epoch.</summary>
internal sealed class SweepMonitor : IMonitor
{
    private readonly CommandTerminal _terminal;
    private readonly int _trials;
    private readonly int _doneBefore;
    private readonly int _stepsPerTrial;
    private readonly long _started;
    private int _done;
    private Trial? _best;

    /// <summary>Starts watching.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="trials">Trials in all.</param>
    /// <param name="finished">Trials finished in an earlier run.</param>
    /// <param name="stepsPerTrial">Folds x epochs.</param>
    public SweepMonitor(CommandTerminal terminal, int trials, IReadOnlyCollection<Trial> finished, int stepsPerTrial)
    {
        _terminal = terminal;
        _trials = trials;
        _done = _doneBefore = finished.Count;
        _best = Trial.Best(finished, StudyDirection.Minimize);
        _stepsPerTrial = stepsPerTrial;
        _started = terminal.Clock.GetTimestamp();
    }

    /// <inheritdoc />
    public void ReportRunningTrial(TrialSettings settings)
    {
        var again = settings.Attempt > 1 ? $" (attempt {settings.Attempt})" : "";
        WriteLine($"trial {settings.TrialId}{again}: {settings.Parameters}");
    }

    /// <inheritdoc />
    public void ReportIntermediate(TrialSettings settings, int step, double value, PruningDecision decision)
    {
        if (_terminal.IsTerminal) { _terminal.Error.Write($"\r\u001b[K  {step + 1}/{_stepsPerTrial} epochs, KL so far {Number(value)}{Best()}"); }
    }

    /// <inheritdoc />
    public void ReportCompletedTrial(Trial trial)
    {
        _done++;
        if (trial.State == TrialState.Complete && (_best is null || trial.Value < _best.Value)) { _best = trial; }
        var result = TrialAttributes.Of(trial);
        var what = trial.State == TrialState.Pruned
            ? $"pruned after {trial.IntermediateValues.Count}/{_stepsPerTrial} epochs"
            : $"KL {Number(trial.Value)}" + (result is null ? "" : $", gain over prior {Number(result.Gain)} +- {Number(result.GainStandardError)}");
        WriteLine($"trial {trial.Number}: {what}{Best()}; {Progress()}");
    }

    /// <inheritdoc />
    public void ReportBestTrial(Trial trial)
    {
    }

    /// <inheritdoc />
    public void ReportFailTrial(Trial trial)
    {
        _done++;
        WriteLine($"trial {trial.Number}: failed: {trial.Failure?.Type}: {trial.Failure?.Message}; {Progress()}");
    }

    /// <inheritdoc />
    public void ReportWarning(string message) => WriteLine($"warning: {message}");

    /// <inheritdoc />
    public void ReportReturnedTrial(TrialSettings settings, TrialFailure? failure)
    {
        if (failure is not null) { WriteLine($"trial {settings.TrialId}: attempt {settings.Attempt} failed and is tried again: {failure.Type}: {failure.Message}"); }
    }

    private void WriteLine(string line) => _terminal.Error.WriteLine(_terminal.IsTerminal ? "\r\u001b[K" + line : line);

    private string Best() => _best is null ? "" : $", best {Number(_best.Value)} (trial {_best.Number})";

    private string Progress()
    {
        var elapsed = _terminal.Clock.GetElapsedTime(_started);
        var perTrial = elapsed / Math.Max(1, _done - _doneBefore);
        return $"{_done}/{_trials} trials, {Durations.Format(perTrial)} each, {Durations.Format(perTrial * Math.Max(0, _trials - _done))} left";
    }

    private static string Number(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "?";
}
