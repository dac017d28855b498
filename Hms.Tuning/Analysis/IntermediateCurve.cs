using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>What one trial reported while it ran.</summary>
/// <param name="Number">Number of the trial.</param>
/// <param name="State">How it ended.</param>
/// <param name="Steps">Steps at which it reported, ascending.</param>
/// <param name="Values">The reported values; NaN and infinities as they were reported.</param>
public sealed record IntermediateCurve(int Number, TrialState State, IReadOnlyList<int> Steps, IReadOnlyList<double> Values)
{
    /// <summary>The curves of all trials that reported anything, by number.</summary>
    /// <param name="trials">Trials of one study.</param>
    /// <param name="objective">Number of the objective, from 0.</param>
    public static IReadOnlyList<IntermediateCurve> Of(IEnumerable<Trial> trials, int objective = 0) =>
        [.. trials.OrderBy(x => x.Number).Select(x => Of(x, objective)).Where(x => x.Steps.Count > 0)];

    private static IntermediateCurve Of(Trial trial, int objective)
    {
        var reports = trial.IntermediateObjectives.Count > 0
            ? trial.IntermediateObjectives.Where(x => objective < x.Value.Count).Select(x => (x.Key, Value: x.Value[objective])).ToList()
            : objective == 0 ? trial.IntermediateValues.Select(x => (x.Key, x.Value)).ToList() : [];
        return new IntermediateCurve(trial.Number, trial.State, [.. reports.Select(x => x.Key)], [.. reports.Select(x => x.Value)]);
    }
}
