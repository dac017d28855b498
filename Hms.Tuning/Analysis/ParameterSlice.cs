using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>One parameter against the value: each completed trial that has the parameter is a point.</summary>
/// <param name="Target">What the values are.</param>
/// <param name="Direction">Which values are better.</param>
/// <param name="Axis">The parameter.</param>
/// <param name="Numbers">Numbers of the trials.</param>
/// <param name="Coordinates">Where they lie on the axis.</param>
/// <param name="Values">Their values.</param>
public sealed record ParameterSlice(string Target, StudyDirection Direction, ParameterAxis Axis, IReadOnlyList<int> Numbers, IReadOnlyList<double> Coordinates, IReadOnlyList<double> Values)
{
    /// <summary>A slice for each parameter.</summary>
    /// <param name="trials">Trials of one study.</param>
    /// <param name="target">What to look at.</param>
    /// <param name="parameters">Names of the parameters; null for all.</param>
    /// <exception cref="ArgumentException">No completed trial has a parameter of that name.</exception>
    public static IReadOnlyList<ParameterSlice> Of(IEnumerable<Trial> trials, AnalysisTarget target, IReadOnlyList<string>? parameters = null)
    {
        var points = target.Select(trials);
        return [.. ParameterAxis.Require(parameters, [.. points.Select(x => x.Trial)]).Select(x => Of(x, points, target))];
    }

    private static ParameterSlice Of(ParameterAxis axis, IReadOnlyList<(Trial Trial, double Value)> points, AnalysisTarget target)
    {
        var there = (from point in points let at = axis.Coordinate(point.Trial) where at is not null select (point.Trial.Number, At: at.Value, point.Value)).ToList();
        return new ParameterSlice(target.Name, target.Direction, axis, [.. there.Select(x => x.Number)], [.. there.Select(x => x.At)], [.. there.Select(x => x.Value)]);
    }
}
