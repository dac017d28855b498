using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>The finished trials of a study with the columns of its groups, read and sorted once: the next proposal, whose history mostly has one trial more, extends them. It changes no result.</summary>
internal sealed class TpeHistory
{
    private readonly SearchSpace _space;
    private readonly Dictionary<IReadOnlyList<SearchParameter>, GroupColumns> _columns = new(ReferenceEqualityComparer.Instance);

    private readonly List<Trial> _trials;

    private TpeHistory(SearchSpace space, List<Trial> trials) =>
        (_space, _trials, RankedCount) = (space, trials, trials.Count(x => x.State != TrialState.Fail));

    /// <summary>How many trials are complete or pruned; failed ones have no rank.</summary>
    public int RankedCount { get; }

    /// <summary>Takes over what an earlier history has already read, where this one begins with the same trials.</summary>
    public static TpeHistory Of(TuningContext context, TpeHistory? earlier)
    {
        var finished = new List<Trial>(context.History.Count);
        foreach (var trial in context.History)
        {
            if (trial.IsFinished) { finished.Add(trial); }
        }
        var history = new TpeHistory(context.Space, finished);
        if (earlier is null || !ReferenceEquals(earlier._space, context.Space) || !StartsWith(finished, earlier._trials)) { return history; }
        var more = finished.GetRange(earlier._trials.Count, finished.Count - earlier._trials.Count);
        lock (earlier._columns)
        {
            foreach (var (group, columns) in earlier._columns) { history._columns.Add(group, columns.Extend(more)); }
        }
        return history;
    }

    /// <summary>The columns of a group of the space: complete, pruned and failed trials, by number.</summary>
    public GroupColumns Columns(IReadOnlyList<SearchParameter> group)
    {
        lock (_columns)
        {
            if (!_columns.TryGetValue(group, out var columns)) { _columns.Add(group, columns = GroupColumns.Read(group, _trials)); }
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
