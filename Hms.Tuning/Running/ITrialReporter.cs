using System.Text.Json.Nodes;
using Hms.Tuning.Pruners;

namespace Hms.Tuning.Running;

/// <summary>What a running trial tells its study.</summary>
public interface ITrialReporter
{
    /// <summary>Writes a value into the study and asks the pruner.</summary>
    /// <param name="step">0 or more, each step once: with folds, fold × epochs + epoch.</param>
    /// <param name="value">The objective so far; NaN is allowed.</param>
    /// <exception cref="ArgumentException">The step was reported before, or is negative.</exception>
    PruningDecision Report(int step, double value);

    /// <summary>Keeps a small fact with the trial, for example a metric per fold; shown by optuna-dashboard.</summary>
    /// <param name="key">Name, 1 to 512 characters.</param>
    /// <param name="value">Any JSON.</param>
    void SetUserAttribute(string key, JsonNode? value);
}
