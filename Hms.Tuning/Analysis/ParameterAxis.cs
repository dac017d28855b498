using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>The axis of one parameter over the trials of a study, whose ranges and choices may have changed from trial to trial.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Kind">How its values lie. A parameter that was numeric in some trials and a choice in others is categorical.</param>
/// <param name="Low">Lower end: the lowest of any trial's range; 0 for choices.</param>
/// <param name="High">Upper end: the highest of any trial's range; the last index for choices.</param>
/// <param name="Labels">The choices as text, in order of appearance; empty for numbers.</param>
public sealed record ParameterAxis(string Name, AxisKind Kind, double Low, double High, IReadOnlyList<string> Labels)
{
    /// <summary>The axis of a parameter; null when no trial has it.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="trials">Trials of one study.</param>
    public static ParameterAxis? Of(string name, IEnumerable<Trial> trials)
    {
        var found = trials.Where(x => x.Parameters.Contains(name)).Select(x => Assignment(x, name)).ToList();
        if (found.Count == 0) { return null; }
        if (found.Any(x => x.Distribution is CategoricalDistribution))
        {
            string[] labels = [.. found.SelectMany(Labelled).Distinct(StringComparer.Ordinal)];
            return new ParameterAxis(name, AxisKind.Categorical, 0, labels.Length - 1, labels);
        }
        var ranges = found.Select(x => RangeOf(x.Distribution)).Distinct().ToList();
        return new ParameterAxis(name, ranges.All(x => x.Log) ? AxisKind.Logarithmic : AxisKind.Linear, ranges.Min(x => x.Low), ranges.Max(x => x.High), []);
    }

    /// <summary>The axes of all parameters that occur in any of the trials, in order of appearance.</summary>
    /// <param name="trials">Trials of one study.</param>
    public static IReadOnlyList<ParameterAxis> OfAll(IEnumerable<Trial> trials)
    {
        var all = trials.ToList();
        return [.. Names(all).Select(x => Of(x, all)!)];
    }

    /// <summary>Where a trial lies: the number, or the index of the choice among <see cref="Labels"/>; null where it does not have the parameter.</summary>
    /// <param name="trial">A trial of the study.</param>
    public double? Coordinate(Trial trial)
    {
        if (!trial.Parameters.TryGet(Name, out var found)) { return null; }
        if (Kind != AxisKind.Categorical) { return found.InternalValue; }
        var label = Label(found.Value);
        for (var i = 0; i < Labels.Count; i++)
        {
            if (Labels[i] == label) { return i; }
        }
        return null;
    }

    /// <summary>Names of all parameters in order of appearance.</summary>
    internal static IReadOnlyList<string> Names(IEnumerable<Trial> trials) => [.. trials.SelectMany(x => x.Parameters.Select(p => p.Name)).Distinct(StringComparer.Ordinal)];

    /// <summary>The axes of the named parameters, or of all.</summary>
    /// <exception cref="ArgumentException">No trial has a parameter of that name; the message lists all.</exception>
    internal static IReadOnlyList<ParameterAxis> Require(IReadOnlyList<string>? names, IReadOnlyList<Trial> trials) => names is null
        ? OfAll(trials)
        : [.. names.Select(x => Of(x, trials) ?? throw new ArgumentException($"No completed trial has a parameter '{x}'; there are {string.Join(", ", Names(trials))}."))];

    /// <summary>The value on the scale that was searched: the logarithm where the axis is logarithmic.</summary>
    internal double Scaled(double coordinate) => Kind == AxisKind.Logarithmic ? Math.Log(coordinate) : coordinate;

    private static ParameterAssignment Assignment(Trial trial, string name) => trial.Parameters.TryGet(name, out var found) ? found : throw new InvalidOperationException(name);

    private static IEnumerable<string> Labelled(ParameterAssignment assignment) => assignment.Distribution is CategoricalDistribution category ? category.Choices.Select(Label) : [Label(assignment.Value)];

    private static string Label(object? choice) => choice as string ?? ChoiceValue.Show(choice);

    private static (double Low, double High, bool Log) RangeOf(ParameterDistribution distribution) => distribution switch
    {
        FloatDistribution x => (x.Low, x.High, x.Log),
        IntDistribution x => (x.Low, x.High, x.Log),
        _ => throw new ArgumentException($"{distribution} has no range."),
    };
}
