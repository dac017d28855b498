using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>Order of finished trials: complete ones by value, then pruned ones by how far they came and their last value; equals by number.</summary>
internal static class TrialRanking
{
    public static IEnumerable<Trial> BestFirst(IEnumerable<Trial> finished, StudyDirection direction)
    {
        var sign = direction == StudyDirection.Minimize ? 1 : -1;
        return finished
            .OrderBy(x => x.State == TrialState.Complete ? 0 : 1)
            .ThenByDescending(x => x.State == TrialState.Complete || x.IntermediateValues.IsEmpty ? int.MinValue : LastStep(x))
            .ThenBy(x => Key(x, sign))
            .ThenBy(x => x.Number);
    }

    private static double Key(Trial trial, int sign)
    {
        var value = trial.State == TrialState.Complete ? trial.Value : trial.IntermediateValues.IsEmpty ? null : trial.IntermediateValues[LastStep(trial)];
        return value is { } number && !double.IsNaN(number) ? sign * number : double.PositiveInfinity;
    }

    private static int LastStep(Trial trial) => trial.IntermediateValues.Keys.Last();
}
