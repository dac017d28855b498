using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>The number that an analysis looks at in each trial: one objective, or the time that the trial took.</summary>
/// <remarks>Only completed trials have one; a value that is not finite counts as none.</remarks>
public sealed class AnalysisTarget
{
    private readonly Func<Trial, double?> _read;

    private AnalysisTarget(string name, StudyDirection direction, Func<Trial, double?> read) => (Name, Direction, _read) = (name, direction, read);

    /// <summary>How long trials took, in seconds; less is better.</summary>
    public static AnalysisTarget Duration { get; } = new("duration (s)", StudyDirection.Minimize, x => x.Duration?.TotalSeconds);

    /// <summary>Name for tables and axes.</summary>
    public string Name { get; }

    /// <summary>Which values are better.</summary>
    public StudyDirection Direction { get; }

    /// <summary>An objective of a study.</summary>
    /// <param name="directions">The study's directions.</param>
    /// <param name="index">Number of the objective, from 0.</param>
    /// <param name="name">Its name; null for "objective", or "objective 1" where there are several.</param>
    /// <exception cref="ArgumentOutOfRangeException">The study has no such objective; the message says how many it has.</exception>
    public static AnalysisTarget Objective(IReadOnlyList<StudyDirection> directions, int index = 0, string? name = null)
    {
        if (index < 0 || index >= directions.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), $"There is no objective {index}; the study has {directions.Count}, counted from 0.");
        }
        return new AnalysisTarget(name ?? (directions.Count == 1 ? "objective" : $"objective {index}"), directions[index], x => index < x.Values.Count ? x.Values[index] : null);
    }

    /// <summary>The number of a trial; null where it has none.</summary>
    /// <param name="trial">A trial.</param>
    public double? Read(Trial trial) => trial.State == TrialState.Complete && _read(trial) is { } value && double.IsFinite(value) ? value : null;

    /// <summary>True when the first value is better than the second.</summary>
    internal bool IsBetter(double value, double than) => Direction == StudyDirection.Minimize ? value < than : value > than;

    /// <summary>The trials that have a number, with it, by number of the trial.</summary>
    internal IReadOnlyList<(Trial Trial, double Value)> Select(IEnumerable<Trial> trials) =>
        [.. from trial in trials let value = Read(trial) where value is not null orderby trial.Number select (trial, value.Value)];
}
