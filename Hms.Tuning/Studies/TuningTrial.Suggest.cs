using Hms.Tuning.Spaces;

namespace Hms.Tuning.Studies;

public sealed partial class TuningTrial
{
    /// <summary>A real parameter.</summary>
    /// <param name="name">Name, the same in all trials.</param>
    /// <param name="low">Smallest value; above 0 with <paramref name="log"/>.</param>
    /// <param name="high">Largest value, inclusive.</param>
    /// <param name="log">Search by order of magnitude.</param>
    /// <param name="step">Grid width; null for continuous.</param>
    /// <exception cref="ArgumentException">The range is not sound, or the parameter was asked for as something else before.</exception>
    public double SuggestFloat(string name, double low, double high, bool log = false, double? step = null) => (double)Suggest(name, new FloatDistribution(low, high, log, step))!;

    /// <summary>An integer parameter.</summary>
    /// <param name="name">Name, the same in all trials.</param>
    /// <param name="low">Smallest value; at least 1 with <paramref name="log"/>.</param>
    /// <param name="high">Largest value, inclusive.</param>
    /// <param name="log">Search by order of magnitude.</param>
    /// <param name="step">Grid width, at least 1.</param>
    /// <exception cref="ArgumentException">The range is not sound, or the parameter was asked for as something else before.</exception>
    public int SuggestInt(string name, int low, int high, bool log = false, int step = 1) => checked((int)SuggestLong(name, low, high, log, step));

    /// <summary>An integer parameter of 64 bits, within ±2^53.</summary>
    /// <param name="name">Name, the same in all trials.</param>
    /// <param name="low">Smallest value; at least 1 with <paramref name="log"/>.</param>
    /// <param name="high">Largest value, inclusive.</param>
    /// <param name="log">Search by order of magnitude.</param>
    /// <param name="step">Grid width, at least 1.</param>
    /// <exception cref="ArgumentException">The range is not sound, or the parameter was asked for as something else before.</exception>
    public long SuggestLong(string name, long low, long high, bool log = false, long step = 1) => (long)Suggest(name, new IntDistribution(low, high, log, step))!;

    /// <summary>One of several choices without order; the same choices in all trials.</summary>
    /// <typeparam name="T">null, bool, an integer, a real, text, or an enum (stored by name).</typeparam>
    /// <param name="name">Name, the same in all trials.</param>
    /// <param name="choices">The choices, each different.</param>
    /// <exception cref="ArgumentException">The choices are not sound, of a type that cannot be stored, or others than in an earlier trial.</exception>
    public T SuggestCategorical<T>(string name, params IReadOnlyList<T> choices) => SuggestCategorical(name, choices, x => x is Enum ? x.ToString() : x);

    /// <summary>One of several objects without order, stored by labels.</summary>
    /// <typeparam name="T">Any type.</typeparam>
    /// <param name="name">Name, the same in all trials.</param>
    /// <param name="choices">The objects.</param>
    /// <param name="label">What a study stores for each: null, bool, a number or text, each different.</param>
    /// <exception cref="ArgumentException">The labels are not sound, or others than in an earlier trial.</exception>
    public T SuggestCategorical<T>(string name, IReadOnlyList<T> choices, Func<T, object?> label) =>
        choices[(int)Assign(name, new CategoricalDistribution(choices.Select(label))).InternalValue];

    /// <summary>False or true.</summary>
    /// <param name="name">Name, the same in all trials.</param>
    /// <exception cref="ArgumentException">The parameter was asked for as something else before.</exception>
    public bool SuggestBoolean(string name) => SuggestCategorical(name, false, true);

    /// <summary>A parameter of any distribution.</summary>
    /// <param name="name">Name, the same in all trials.</param>
    /// <param name="distribution">Its values.</param>
    /// <returns>The external value: double, long, or the choice.</returns>
    /// <exception cref="ArgumentException">The distribution is not sound, or the parameter was asked for as something else before.</exception>
    public object? Suggest(string name, ParameterDistribution distribution) => distribution.ToExternal(Assign(name, distribution).InternalValue);

    /// <summary>An object of an option class: every parameter of its space is asked for, in order, those whose condition does not hold left out.</summary>
    /// <typeparam name="TOptions">The option class.</typeparam>
    /// <param name="space">Its space, see <see cref="SearchSpace.Of{TOptions}(TOptions)"/>.</param>
    /// <exception cref="ArgumentException">A parameter was asked for as something else before.</exception>
    public TOptions Suggest<TOptions>(SearchSpace<TOptions> space)
        where TOptions : class, new()
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var assignments = new List<ParameterAssignment>();
        foreach (var parameter in space.Parameters)
        {
            if (!SearchSpace.IsActive(parameter, values)) { continue; }
            assignments.Add(Assign(parameter.Name, parameter.Distribution));
            values.Add(parameter.Name, assignments[^1].InternalValue);
        }
        return space.Bind(new ParameterValues(assignments));
    }
}
