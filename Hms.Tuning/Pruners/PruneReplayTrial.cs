using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>One trial of a replayed study.</summary>
/// <param name="Number">Its number.</param>
/// <param name="RecordedState">How it ended in the study.</param>
/// <param name="RecordedReports">How many values it reported in the study.</param>
/// <param name="PrunedAtStep">The step at which the other pruner would have stopped it; null when it would not have.</param>
/// <param name="Reports">How many values it would have reported.</param>
public sealed record PruneReplayTrial(int Number, TrialState RecordedState, int RecordedReports, int? PrunedAtStep, int Reports)
{
    /// <summary>
    /// True for a trial that the study's own pruner stopped and the other one would not have stopped by then: what it would have reported next is not known,
    /// so it stays as recorded.
    /// </summary>
    public bool IsCensored => PrunedAtStep is null && RecordedState == TrialState.Pruned;
}
