using System.Text.Json.Nodes;
using Hms.Tuning.Pruners;

namespace Hms.Tuning.Running;

/// <summary>What a running trial tells its study.</summary>
public interface ITrialReporter
{
    /// <summary>Writes the value of the only objective into the study and asks the pruner.</summary>
    /// <param name="step">0 or more, each step once: with folds, fold × epochs + epoch.</param>
    /// <param name="value">The objective so far; NaN is allowed.</param>
    /// <exception cref="ArgumentException">The step was reported before, or is negative; or the study has several objectives.</exception>
    PruningDecision Report(int step, double value) => Report(step, [value]);

    /// <summary>Writes one value for each objective into the study and asks the pruner.</summary>
    /// <param name="step">0 or more, each step once.</param>
    /// <param name="values">The objectives so far, in the study's order; NaN is allowed.</param>
    /// <param name="rows">Losses of single rows (held-out windows) at this step, always in the same order, shape [rows], for pruners that compare row by row; empty for none.</param>
    /// <exception cref="ArgumentException">The step was reported before, or is negative; or the number of values is not that of the objectives.</exception>
    PruningDecision Report(int step, IReadOnlyList<double> values, ReadOnlyMemory<float> rows = default);

    /// <summary>Keeps a small fact with the trial, for example a metric per fold; shown by optuna-dashboard.</summary>
    /// <param name="key">Name, 1 to 512 characters.</param>
    /// <param name="value">Any JSON.</param>
    void SetUserAttribute(string key, JsonNode? value);
}
