using System.Text;
using System.Text.Json;

namespace Hms.Tuning.Spaces;

/// <summary>The parameters of a study: an ordered list in which a parameter may depend on a choice made earlier, so the whole tree is known in advance.</summary>
public class SearchSpace
{
    private const int LongestName = 512;
    private readonly Dictionary<string, SearchParameter> _byName;

    /// <summary>Takes the parameters; a parent stands before the parameters that depend on it.</summary>
    /// <param name="parameters">The parameters; none is allowed (every trial is then the same).</param>
    /// <exception cref="ArgumentException">The space is not sound; the message lists all errors of <see cref="Validate"/>.</exception>
    public SearchSpace(params IEnumerable<SearchParameter> parameters)
    {
        Parameters = [.. parameters];
        var errors = Validate(Parameters);
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(parameters)); }
        _byName = Parameters.ToDictionary(x => x.Name, StringComparer.Ordinal);
        Groups = FindGroups();
    }

    private SearchSpace(IReadOnlyList<IReadOnlyList<SearchParameter>> groups, bool isInferred)
        : this(groups.SelectMany(x => x)) => (Groups, IsInferred) = (groups, isInferred);

    /// <summary>The parameters, in order.</summary>
    public IReadOnlyList<SearchParameter> Parameters { get; }

    /// <summary>True when every parameter has a finite number of values, so that a proposal can repeat an earlier one.</summary>
    public bool IsDiscrete => Parameters.All(x => x.Distribution.ValueCount is not null);

    /// <summary>Parameters that always occur together: one group for each different chain of conditions, in order of declaration.</summary>
    public IReadOnlyList<IReadOnlyList<SearchParameter>> Groups { get; }

    /// <summary>True for a space that was read off the trials of a define-by-run study: a trial may then lack a group though no condition says so.</summary>
    public bool IsInferred { get; }

    /// <summary>The space of an option class, from the attributes of its members.</summary>
    /// <typeparam name="TOptions">Class with <see cref="RangeAttribute"/>, <see cref="ChoiceAttribute"/>, <see cref="BooleanChoiceAttribute"/> or <see cref="NestOptionAttribute"/> on its members.</typeparam>
    /// <param name="defaults">Values of what is not searched and defaults of what is; null for a new object.</param>
    /// <exception cref="ArgumentException">An attribute does not fit its member; the message lists all errors.</exception>
    public static SearchSpace<TOptions> Of<TOptions>(TOptions? defaults = null)
        where TOptions : class, new() => new(defaults);

    /// <summary>A space known from trials alone: no conditions, and groups such that each trial had some groups whole and the others not at all.</summary>
    internal static SearchSpace Inferred(IReadOnlyList<IReadOnlyList<SearchParameter>> groups) => new(groups, isInferred: true);

    /// <summary>Every rule that a list of parameters breaks, each with the parameter's name; empty when it is sound.</summary>
    /// <param name="parameters">The parameters, in order.</param>
    public static IReadOnlyList<string> Validate(IReadOnlyList<SearchParameter> parameters)
    {
        var errors = new List<string>();
        var earlier = new Dictionary<string, SearchParameter>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (string.IsNullOrWhiteSpace(parameter.Name) || parameter.Name.Length > LongestName) { errors.Add($"Parameter name '{parameter.Name}' must have 1 to {LongestName} characters."); }
            errors.AddRange(parameter.Distribution.Validate().Select(x => $"Parameter '{parameter.Name}': {x}"));
            if (parameter.Condition is { } condition) { errors.AddRange(ValidateCondition(condition, earlier).Select(x => $"Parameter '{parameter.Name}': {x}")); }
            if (parameter.Default is { } init && !parameter.Distribution.Contains(init)) { errors.Add($"Parameter '{parameter.Name}': its default {init} is not in {parameter.Distribution}."); }
            if (!earlier.TryAdd(parameter.Name, parameter)) { errors.Add($"Parameter '{parameter.Name}' is declared twice; each name must be different."); }
        }
        return errors;
    }

    /// <summary>The parameter of this name; null when there is none.</summary>
    /// <param name="name">Name of a parameter.</param>
    public SearchParameter? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>True when the parameter's condition holds, given the internal values of the parameters before it (absent: inactive).</summary>
    /// <param name="parameter">A parameter of this space.</param>
    /// <param name="internalValues">Internal values by name.</param>
    public static bool IsActive(SearchParameter parameter, IReadOnlyDictionary<string, double> internalValues) =>
        parameter.Condition is not { } condition
        || (internalValues.TryGetValue(condition.Parent, out var value) && value >= condition.Minimum && value <= condition.Maximum);

    /// <summary>The declared defaults, as a trial has them: of active parameters alone. What has no default is absent, and what depends on it.</summary>
    public ParameterValues Defaults() => Defaults("", 0);

    /// <summary>The defaults, but one parameter with a given internal value.</summary>
    internal ParameterValues Defaults(string name, double value)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var parameter in Parameters)
        {
            var given = parameter.Name == name ? value : parameter.Default;
            if (given is { } internalValue && IsActive(parameter, values)) { values.Add(parameter.Name, internalValue); }
        }
        return new ParameterValues(Parameters.Where(x => values.ContainsKey(x.Name)).Select(x => new ParameterAssignment(x.Name, x.Distribution, values[x.Name])));
    }

    /// <summary>External values, all or some, as parameters of this space.</summary>
    /// <param name="externalValues">Values by name: numbers, choices, or their JSON.</param>
    /// <exception cref="ArgumentException">A name is unknown or a value outside; the message lists all.</exception>
    public ParameterValues Bind(IReadOnlyDictionary<string, object?> externalValues)
    {
        var errors = externalValues.Keys.Where(x => !_byName.ContainsKey(x)).Select(x => $"There is no parameter '{x}'; there are {string.Join(", ", _byName.Keys)}.").ToList();
        var assignments = new List<ParameterAssignment>();
        foreach (var parameter in Parameters)
        {
            if (!externalValues.TryGetValue(parameter.Name, out var value)) { continue; }
            try { assignments.Add(new ParameterAssignment(parameter.Name, parameter.Distribution, parameter.Distribution.ToInternal(value))); }
            catch (ArgumentException exception) { errors.Add($"Parameter '{parameter.Name}': {exception.Message}"); }
        }
        return errors.Count == 0 ? new ParameterValues(assignments) : throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(externalValues));
    }

    /// <summary>The space as JSON text; the same space gives the same text.</summary>
    public string ToJson()
    {
        var builder = new StringBuilder("[");
        foreach (var parameter in Parameters)
        {
            if (builder.Length > 1) { builder.Append(", "); }
            builder.Append("{\"name\": ").Append(PythonJson.Text(parameter.Name)).Append(", \"distribution\": ").Append(parameter.Distribution.ToJson());
            if (parameter.Condition is { } condition)
            {
                builder.Append(", \"condition\": {\"parent\": ").Append(PythonJson.Text(condition.Parent));
                builder.Append(", \"minimum\": ").Append(PythonJson.Number(condition.Minimum)).Append(", \"maximum\": ").Append(PythonJson.Number(condition.Maximum)).Append('}');
            }
            if (parameter.Default is { } init) { builder.Append(", \"default\": ").Append(PythonJson.Number(init)); }
            builder.Append('}');
        }
        return builder.Append(']').ToString();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">JSON text.</param>
    /// <exception cref="FormatException">Not the JSON of a search space.</exception>
    public static SearchSpace FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new SearchSpace(document.RootElement.EnumerateArray().Select(ReadParameter).ToArray());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Not the JSON of a search space: {exception.Message}", exception);
        }
    }

    /// <summary>What differs in the other space, as sentences; empty when both are the same.</summary>
    /// <param name="other">The other space.</param>
    public IReadOnlyList<string> DifferencesTo(SearchSpace other)
    {
        var differences = new List<string>();
        foreach (var mine in Parameters)
        {
            if (other.Find(mine.Name) is not { } theirs) { differences.Add($"parameter '{mine.Name}' is missing"); }
            else if (mine.Distribution.ToJson() != theirs.Distribution.ToJson()) { differences.Add($"parameter '{mine.Name}' was {mine.Distribution}, is {theirs.Distribution}"); }
            else if (mine.Default != theirs.Default) { differences.Add($"parameter '{mine.Name}' had the default {Show(mine)}, has {Show(theirs)}"); }
            else if (mine.Condition != theirs.Condition) { differences.Add($"parameter '{mine.Name}' stands under another condition"); }
        }
        differences.AddRange(other.Parameters.Where(x => Find(x.Name) is null).Select(x => $"parameter '{x.Name}' is new"));
        if (differences.Count == 0 && !Parameters.Select(x => x.Name).SequenceEqual(other.Parameters.Select(x => x.Name))) { differences.Add("the parameters stand in another order"); }
        return differences;
    }

    private static IEnumerable<string> ValidateCondition(SearchCondition condition, Dictionary<string, SearchParameter> earlier)
    {
        if (!earlier.TryGetValue(condition.Parent, out var parent))
        {
            yield return $"its parent '{condition.Parent}' is not declared before it; declare the parent first.";
            yield break;
        }
        var (low, high) = parent.Distribution switch
        {
            CategoricalDistribution category => (0.0, category.Choices.Count - 1.0),
            IntDistribution integer => (integer.Low, integer.High),
            _ => (double.NaN, double.NaN),
        };
        if (double.IsNaN(low)) { yield return $"its parent '{condition.Parent}' must be a choice or an integer, not a real range."; }
        else if (!double.IsFinite(condition.Minimum) || !double.IsFinite(condition.Maximum))
        {
            yield return $"its condition {condition.Minimum} to {condition.Maximum} must be finite; '{condition.Parent}' has values {low} to {high}, take its end.";
        }
        else if (!(condition.Minimum <= condition.Maximum) || condition.Maximum < low || condition.Minimum > high)
        {
            yield return $"its condition {condition.Minimum} to {condition.Maximum} is never met by '{condition.Parent}' with values {low} to {high}.";
        }
    }

    private static SearchParameter ReadParameter(JsonElement element)
    {
        SearchCondition? condition = null;
        if (element.TryGetProperty("condition", out var found))
        {
            condition = new SearchCondition(found.GetProperty("parent").GetString() ?? "", found.GetProperty("minimum").GetDouble(), found.GetProperty("maximum").GetDouble());
        }
        return new SearchParameter(element.GetProperty("name").GetString() ?? "", ParameterDistribution.FromJson(element.GetProperty("distribution").GetRawText()), condition)
        {
            Default = element.TryGetProperty("default", out var init) ? init.GetDouble() : null,
        };
    }

    private static string Show(SearchParameter parameter) => parameter.Default is { } init ? ChoiceValue.Show(parameter.Distribution.ToExternal(init)) : "none";

    private List<IReadOnlyList<SearchParameter>> FindGroups()
    {
        var groups = new List<IReadOnlyList<SearchParameter>>();
        foreach (var group in Parameters.GroupBy(Chain, StringComparer.Ordinal)) { groups.Add([.. group]); }
        return groups;
    }

    /// <summary>All conditions from the parameter up to the root, as a key.</summary>
    private string Chain(SearchParameter parameter)
    {
        var chain = new StringBuilder();
        for (var condition = parameter.Condition; condition is not null; condition = _byName[condition.Parent].Condition)
        {
            chain.Append(PythonJson.Text(condition.Parent)).Append(PythonJson.Number(condition.Minimum)).Append(':').Append(PythonJson.Number(condition.Maximum));
        }
        return chain.ToString();
    }
}
