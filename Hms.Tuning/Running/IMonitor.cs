using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Watches a sweep. Calls come one at a time, in order, from a thread of their own: a slow or failing monitor never touches a trial.</summary>
public interface IMonitor
{
    /// <summary>A trial begins.</summary>
    /// <param name="settings">Its number, parameters and attempt.</param>
    void ReportRunningTrial(TrialSettings settings);

    /// <summary>A running trial reported a value.</summary>
    /// <param name="settings">The trial.</param>
    /// <param name="step">The step.</param>
    /// <param name="value">The value.</param>
    /// <param name="decision">What the pruner said.</param>
    void ReportIntermediate(TrialSettings settings, int step, double value, PruningDecision decision);

    /// <summary>A trial ended with state Complete or Pruned.</summary>
    /// <param name="trial">The trial.</param>
    void ReportCompletedTrial(Trial trial);

    /// <summary>A complete trial is the best so far; follows its <see cref="ReportCompletedTrial"/>.</summary>
    /// <param name="trial">The trial.</param>
    void ReportBestTrial(Trial trial);

    /// <summary>A trial failed; the reason is in <see cref="Trial.Failure"/>.</summary>
    /// <param name="trial">The trial.</param>
    void ReportFailTrial(Trial trial);

    /// <summary>A running trial of a study with several objectives reported; the default tells the first objective.</summary>
    /// <param name="settings">The trial.</param>
    /// <param name="step">The step.</param>
    /// <param name="values">One value for each objective.</param>
    /// <param name="decision">What the pruner said.</param>
    void ReportIntermediate(TrialSettings settings, int step, IReadOnlyList<double> values, PruningDecision decision) => ReportIntermediate(settings, step, values[0], decision);

    /// <summary>An attempt ended without ending its trial, which is begun again. The default does nothing.</summary>
    /// <param name="settings">Trial and attempt.</param>
    /// <param name="failure">What the attempt threw; null when it was handed back or its lease was lost.</param>
    void ReportReturnedTrial(TrialSettings settings, TrialFailure? failure) { }

    /// <summary>Something that the user should know, once for each text: the sweep cannot be repeated, a pruner would prune everything, a lease could not be renewed. The default does nothing.</summary>
    /// <param name="message">A sentence.</param>
    void ReportWarning(string message) { }
}
