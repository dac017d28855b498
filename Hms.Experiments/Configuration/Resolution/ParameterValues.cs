using System.Globalization;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Turns the values of a trial into what stands for each range and choice.</summary>
internal sealed class ParameterValues
{
    private const double BoundTolerance = 1e-9;

    private readonly Dictionary<SyntaxNode, SyntaxNode> _chosen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _choices = [];
    private readonly List<string> _problems = [];

    /// <summary>Reads the values.</summary>
    /// <exception cref="ArgumentException">Values are missing, unknown or out of bounds; the message names them all.</exception>
    public ParameterValues(string experiment, IEnumerable<(SyntaxNode Node, SearchParameterDeclaration Parameter)> parameters, IReadOnlyDictionary<string, object?> values)
    {
        var known = new HashSet<string>();
        foreach (var (node, parameter) in parameters)
        {
            known.Add(parameter.Name);
            if (parameter.Condition is { } condition && (!_choices.TryGetValue(condition.Parent, out var index) || index != condition.ChoiceIndex)) { continue; }
            if (!values.TryGetValue(parameter.Name, out var value)) { _problems.Add($"{parameter.Name} is missing"); }
            else if (parameter.Kind == SearchParameterKind.Categorical) { Choose(node, parameter, value); }
            else { SetNumber(node, parameter, value); }
        }
        _problems.AddRange(values.Keys.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).Select(name => $"{name} is no parameter"));
        if (_problems.Count > 0) { throw new ArgumentException($"Experiment \"{experiment}\" cannot take these parameter values: {string.Join("; ", _problems)}.", nameof(values)); }
    }

    /// <summary>The value that stands for a range or choice; parameters whose condition does not hold are never asked for.</summary>
    public SyntaxNode this[SyntaxNode node] => _chosen[node];

    private void Choose(SyntaxNode node, SearchParameterDeclaration parameter, object? value)
    {
        var index = value is ChoiceIndex direct ? direct.Value : IndexOf(parameter, value);
        if (index < 0 || index >= parameter.Choices.Count)
        {
            _problems.Add($"{parameter.Name} {value ?? "null"} is none of {string.Join(", ", parameter.Choices)}");
            return;
        }
        _choices[parameter.Name] = index;
        _chosen[node] = Variation.Choices(node)[index];
    }

    private static int IndexOf(SearchParameterDeclaration parameter, object? value)
    {
        for (var i = 0; i < parameter.Choices.Count; i++)
        {
            var isEqual = value switch
            {
                string text => parameter.Choices[i] == text,
                bool or null => Equals(value, parameter.ChoiceValues[i]),
                _ => parameter.ChoiceValues[i] is long or double && Convert.ToDouble(value, CultureInfo.InvariantCulture) == Convert.ToDouble(parameter.ChoiceValues[i], CultureInfo.InvariantCulture),
            };
            if (isEqual) { return i; }
        }
        return -1;
    }

    private void SetNumber(SyntaxNode node, SearchParameterDeclaration parameter, object? value)
    {
        if (value is not (double or float or long or int or decimal))
        {
            _problems.Add($"{parameter.Name} {value ?? "null"} is not a number");
            return;
        }
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        var slack = BoundTolerance * Math.Max(Math.Abs(parameter.Low), Math.Abs(parameter.High));
        var isWhole = parameter.Kind == SearchParameterKind.Float || Math.Floor(number) == number;
        if (!isWhole || !(number >= parameter.Low - slack && number <= parameter.High + slack))
        {
            _problems.Add(FormattableString.Invariant($"{parameter.Name} {number} is not {(isWhole ? "between" : "an integer between")} {parameter.Low} and {parameter.High}"));
            return;
        }
        _chosen[node] = SyntaxValue.OfNumber(node.Location, Math.Clamp(number, parameter.Low, parameter.High));
    }
}
