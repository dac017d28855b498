using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hms.Tuning.Spaces;

/// <summary>The parameter values of one trial, in the order of the search space. Parameters whose condition does not hold are absent.</summary>
public sealed class ParameterValues : IReadOnlyCollection<ParameterAssignment>, IEquatable<ParameterValues>
{
    private readonly List<ParameterAssignment> _assignments;
    private readonly Dictionary<string, ParameterAssignment> _byName;

    /// <summary>Takes the assignments in order.</summary>
    /// <param name="assignments">One per parameter; names must differ.</param>
    public ParameterValues(IEnumerable<ParameterAssignment> assignments)
    {
        _assignments = [.. assignments];
        _byName = _assignments.ToDictionary(x => x.Name, StringComparer.Ordinal);
    }

    /// <summary>No parameters.</summary>
    public static ParameterValues Empty { get; } = new([]);

    /// <inheritdoc />
    public int Count => _assignments.Count;

    /// <summary>The external value: double, long, or the choice (null, bool, long, double, string).</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <exception cref="KeyNotFoundException">The trial has no such parameter; the message lists those it has.</exception>
    public object? this[string name] => Find(name).Value;

    /// <summary>True when the trial has this parameter (its condition holds).</summary>
    /// <param name="name">Name of the parameter.</param>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>The assignment of a parameter, where the trial has it.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="assignment">Receives it.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out ParameterAssignment? assignment) => _byName.TryGetValue(name, out assignment);

    /// <summary>The internal value: the number, or the index of the choice.</summary>
    /// <param name="name">Name of the parameter.</param>
    public double GetInternal(string name) => Find(name).InternalValue;

    /// <summary>A number as double.</summary>
    /// <param name="name">Name of a float or integer parameter, or of a choice among numbers.</param>
    public double GetDouble(string name) => ChoiceValue.AsNumber(this[name]) ?? throw new InvalidOperationException($"Parameter '{name}' is {ChoiceValue.Show(this[name])}, not a number.");

    /// <summary>A whole number.</summary>
    /// <param name="name">Name of an integer parameter, or of a choice among integers.</param>
    public long GetInt64(string name) => this[name] is long value ? value : throw new InvalidOperationException($"Parameter '{name}' is {ChoiceValue.Show(this[name])}, not an integer.");

    /// <summary>A text choice.</summary>
    /// <param name="name">Name of a categorical parameter.</param>
    public string GetString(string name) => this[name] as string ?? throw new InvalidOperationException($"Parameter '{name}' is {ChoiceValue.Show(this[name])}, not a text.");

    /// <summary>A yes/no choice.</summary>
    /// <param name="name">Name of a categorical parameter.</param>
    public bool GetBoolean(string name) => this[name] is bool value ? value : throw new InvalidOperationException($"Parameter '{name}' is {ChoiceValue.Show(this[name])}, not true or false.");

    /// <inheritdoc />
    public IEnumerator<ParameterAssignment> GetEnumerator() => _assignments.GetEnumerator();

    /// <summary>True when both hold the same parameters with the same internal values, in any order.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(ParameterValues? other) =>
        other is not null && Count == other.Count && _assignments.TrueForAll(x => other._byName.TryGetValue(x.Name, out var same) && same.InternalValue.Equals(x.InternalValue) && same.Distribution.IsCompatibleWith(x.Distribution));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ParameterValues);

    /// <inheritdoc />
    public override int GetHashCode() => _assignments.Aggregate(0, (hash, x) => hash ^ HashCode.Combine(x.Name, x.InternalValue));

    /// <summary>For messages: <c>lr = 0.001, depth = 4</c>.</summary>
    public override string ToString() => string.Join(", ", _assignments.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Name} = {ChoiceValue.Show(x.Value)}")));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ParameterAssignment Find(string name) => _byName.TryGetValue(name, out var found)
        ? found
        : throw new KeyNotFoundException($"This trial has no parameter '{name}'; it has {(Count == 0 ? "none" : string.Join(", ", _assignments.Select(x => x.Name)))}.");
}
