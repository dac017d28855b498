using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.Rounds;

/// <summary>A part of a space as a space of its own: narrower ranges, fewer choices (whose indices change), without parameters that can no longer be active, and without defaults, which may lie outside.</summary>
internal sealed class NarrowedSpace
{
    private readonly SearchSpace _full;
    private readonly Dictionary<string, int[]> _kept = new(StringComparer.Ordinal);

    public NarrowedSpace(SearchSpace full, IReadOnlyDictionary<string, ParameterDistribution> box)
    {
        _full = full;
        foreach (var parameter in full.Parameters)
        {
            if (parameter.Distribution is CategoricalDistribution all && box[parameter.Name] is CategoricalDistribution some)
            {
                _kept.Add(parameter.Name, [.. Enumerable.Range(0, all.Choices.Count).Where(i => some.Choices.Contains(all.Choices[i]))]);
            }
        }
        var parameters = new List<SearchParameter>();
        foreach (var parameter in full.Parameters)
        {
            if (parameter.Condition is null) { parameters.Add(new SearchParameter(parameter.Name, box[parameter.Name])); }
            else if (parameters.Exists(x => x.Name == parameter.Condition.Parent) && Narrow(parameter.Condition, box[parameter.Condition.Parent]) is { } condition)
            {
                parameters.Add(new SearchParameter(parameter.Name, box[parameter.Name], condition));
            }
        }
        Space = full.IsInferred ? SearchSpace.Inferred([.. full.Groups.Select(group => (IReadOnlyList<SearchParameter>)[.. group.Select(x => new SearchParameter(x.Name, box[x.Name]))])]) : new SearchSpace(parameters);
    }

    /// <summary>The part.</summary>
    public SearchSpace Space { get; }

    /// <summary>The values in terms of the part; null when one lies outside.</summary>
    public ParameterValues? TryNarrow(ParameterValues values)
    {
        var assignments = new List<ParameterAssignment>(values.Count);
        foreach (var (name, _, value) in values)
        {
            if (Space.Find(name) is not { } parameter) { return null; }
            var mapped = _kept.TryGetValue(name, out var kept) ? Array.IndexOf(kept, (int)value) : value;
            if (!parameter.Distribution.Contains(mapped)) { return null; }
            assignments.Add(new ParameterAssignment(name, parameter.Distribution, mapped));
        }
        return new ParameterValues(assignments);
    }

    /// <summary>The values in terms of the whole space.</summary>
    public ParameterValues Widen(ParameterValues values) => new(values.Select(x =>
        new ParameterAssignment(x.Name, _full.Find(x.Name)!.Distribution, _kept.TryGetValue(x.Name, out var kept) ? kept[(int)x.InternalValue] : x.InternalValue)));

    /// <summary>The condition in terms of the part; null when it can no longer be met.</summary>
    private SearchCondition? Narrow(SearchCondition condition, ParameterDistribution parent)
    {
        if (!_kept.TryGetValue(condition.Parent, out var kept))
        {
            return parent is IntDistribution range && (range.High < condition.Minimum || range.Low > condition.Maximum) ? null : condition;
        }
        var met = Enumerable.Range(0, kept.Length).Where(i => kept[i] >= condition.Minimum && kept[i] <= condition.Maximum).ToArray();
        return met.Length == 0 ? null : new SearchCondition(condition.Parent, met[0], met[^1]);
    }
}
