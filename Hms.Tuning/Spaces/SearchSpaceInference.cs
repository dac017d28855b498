namespace Hms.Tuning.Spaces;

/// <summary>Reads a search space off the parameters that trials had: the space of a study that declares none.</summary>
/// <remarks>
/// The parameters are partitioned so that each trial's set is a union of groups, as Optuna's TPE does with group=True. Names and groups are sorted,
/// so that the space does not depend on the order in which a storage gives parameters back. The distribution is that of the latest trial.
/// Not safe for several threads.
/// </remarks>
internal sealed class SearchSpaceInference
{
    private readonly Dictionary<string, ParameterDistribution> _latest = new(StringComparer.Ordinal);
    private readonly List<HashSet<string>> _groups = [];
    private SearchSpace? _space;

    /// <summary>The space of all parameters seen; the same object until something changes.</summary>
    public SearchSpace Space => _space ??= Build();

    /// <summary>Takes the parameters of the next trial.</summary>
    /// <param name="trial">Its parameters.</param>
    public void Add(ParameterValues trial)
    {
        foreach (var parameter in trial)
        {
            if (_latest.TryGetValue(parameter.Name, out var known) && known.Equals(parameter.Distribution)) { continue; }
            _latest[parameter.Name] = parameter.Distribution;
            _space = null;
        }
        Split(trial.Select(x => x.Name).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Cuts every group that the trial has in part, and makes the names that are new a group of their own.</summary>
    private void Split(HashSet<string> names)
    {
        for (var i = _groups.Count - 1; i >= 0; i--)
        {
            var inside = _groups[i].Where(names.Contains).ToHashSet(StringComparer.Ordinal);
            names.ExceptWith(inside);
            if (inside.Count == 0 || inside.Count == _groups[i].Count) { continue; }
            _groups[i].ExceptWith(inside);
            _groups.Add(inside);
            _space = null;
        }
        if (names.Count > 0) { _groups.Add(names); }
    }

    private SearchSpace Build()
    {
        var sorted = _groups.Select(x => x.Order(StringComparer.Ordinal).ToList()).OrderBy(x => x[0], StringComparer.Ordinal);
        return SearchSpace.Inferred([.. sorted.Select(group => (IReadOnlyList<SearchParameter>)[.. group.Select(x => new SearchParameter(x, _latest[x]))])]);
    }
}
