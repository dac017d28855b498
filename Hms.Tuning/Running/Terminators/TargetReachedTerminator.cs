using System.Globalization;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running.Terminators;

/// <summary>Ends a sweep as soon as a complete, feasible trial is as good as a target in every objective.</summary>
public sealed class TargetReachedTerminator : ITerminator
{
    private readonly IReadOnlyList<double> _targets;

    /// <summary>Takes the targets.</summary>
    /// <param name="targets">One for each objective of the study, in its order; not NaN.</param>
    /// <exception cref="ArgumentException">There is no target, or one is NaN.</exception>
    public TargetReachedTerminator(params IReadOnlyList<double> targets)
    {
        if (targets.Count == 0 || targets.Any(double.IsNaN)) { throw new ArgumentException("Give a target for each objective; a target cannot be NaN.", nameof(targets)); }
        _targets = [.. targets];
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The study has another number of objectives.</exception>
    public string? ReasonToStop(TerminationContext context)
    {
        if (context.Directions.Count != _targets.Count) { throw new ArgumentException($"There are {_targets.Count} targets; the study has {context.Directions.Count} objectives. Give one for each."); }
        foreach (var trial in context.History)
        {
            if (trial.State == TrialState.Complete && trial.Violation == 0 && Reaches(trial, context.Directions))
            {
                return $"Trial {trial.Number} reached the target {Text(_targets)} with {Text(trial.Values)}.";
            }
        }
        return null;
    }

    private bool Reaches(Trial trial, IReadOnlyList<StudyDirection> directions)
    {
        for (var i = 0; i < _targets.Count; i++)
        {
            if (!(directions[i] == StudyDirection.Minimize ? trial.Values[i] <= _targets[i] : trial.Values[i] >= _targets[i])) { return false; }
        }
        return true;
    }

    private static string Text(IReadOnlyList<double> values) => string.Join(", ", values.Select(x => x.ToString("G6", CultureInfo.InvariantCulture)));
}
