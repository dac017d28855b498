using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>The finished trials of a study with the columns of its groups, read and sorted once: the next proposal, whose history mostly has one trial more, extends them. It changes no result.</summary>
internal sealed class TpeHistory
{
    private readonly SearchSpace _space;
    private readonly Dictionary<IReadOnlyList<SearchParameter>, GroupColumns> _columns = new(ReferenceEqualityComparer.Instance);

    private TpeHistory(SearchSpace space, List<Trial> finished) => (_space, Finished) = (space, finished);

    /// <summary>The complete and pruned trials, by number.</summary>
    public List<Trial> Finished { get; }

    /// <summary>Takes over what an earlier history has already read, where this one begins with the same trials.</summary>
    public static TpeHistory Of(TuningContext context, TpeHistory? earlier)
    {
        var finished = new List<Trial>(context.History.Count);
        foreach (var trial in context.History)
        {
            if (trial.State is TrialState.Complete or TrialState.Pruned) { finished.Add(trial); }
        }
        var history = new TpeHistory(context.Space, finished);
        if (earlier is null || !ReferenceEquals(earlier._space, context.Space) || !StartsWith(finished, earlier.Finished)) { return history; }
        var more = finished.GetRange(earlier.Finished.Count, finished.Count - earlier.Finished.Count);
        lock (earlier._columns)
        {
            foreach (var (group, columns) in earlier._columns) { history._columns.Add(group, columns.Extend(more)); }
        }
        return history;
    }

    /// <summary>The columns of a group of the space.</summary>
    public GroupColumns Columns(IReadOnlyList<SearchParameter> group)
    {
        lock (_columns)
        {
            if (!_columns.TryGetValue(group, out var columns)) { _columns.Add(group, columns = GroupColumns.Read(group, Finished)); }
            return columns;
        }
    }

    private static bool StartsWith(List<Trial> trials, List<Trial> beginning)
    {
        if (beginning.Count > trials.Count) { return false; }
        for (var i = 0; i < beginning.Count; i++)
        {
            if (!ReferenceEquals(trials[i], beginning[i])) { return false; }
        }
        return true;
    }
}
