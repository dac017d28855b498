using System.Collections.Immutable;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>A trial while its rows are being collected.</summary>
/// <param name="head">What the trial's own row holds.</param>
internal sealed class TrialRow(Trial head)
{
    private SortedDictionary<int, List<double>>? _objectives;

    public List<ParameterAssignment> Parameters { get; } = [];

    public List<KeyValuePair<int, double>> Intermediate { get; } = [];

    public List<KeyValuePair<string, string>> Attributes { get; } = [];

    public ImmutableDictionary<string, object?> Fixed { get; set; } = ImmutableDictionary<string, object?>.Empty;

    public List<double> Values { get; } = [];

    /// <summary>Constraints by key: the list first, then Optuna 5's in order of their keys.</summary>
    public SortedDictionary<string, IReadOnlyList<double>> Constraints { get; } = new(StringComparer.Ordinal);

    public List<double> ObjectivesAt(int step)
    {
        _objectives ??= [];
        if (!_objectives.TryGetValue(step, out var values)) { _objectives.Add(step, values = []); }
        return values;
    }

    public Trial ToTrial() => head with
    {
        Parameters = new ParameterValues(Parameters),
        IntermediateValues = ImmutableSortedDictionary<int, double>.Empty.AddRange(Intermediate),
        UserAttributes = head.UserAttributes.AddRange(Attributes),
        FixedParameters = Fixed,
        IntermediateObjectives = _objectives is null ? head.IntermediateObjectives : _objectives.ToImmutableSortedDictionary(x => x.Key, x => (IReadOnlyList<double>)x.Value),
        Values = Values,
        Constraints = [.. Constraints.SelectMany(x => x.Value)],
    };
}
