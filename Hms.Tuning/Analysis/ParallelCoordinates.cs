using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>Completed trials as lines over one axis for each parameter.</summary>
/// <param name="Target">What the values are.</param>
/// <param name="Direction">Which values are better.</param>
/// <param name="Axes">The parameters, in order of the axes.</param>
/// <param name="Numbers">Numbers of the trials.</param>
/// <param name="Values">Their values; shape [trials].</param>
/// <param name="Coordinates">Where each trial lies on each axis, shape [trials][axes]; NaN where it does not have the parameter.</param>
public sealed record ParallelCoordinates(
    string Target, StudyDirection Direction, IReadOnlyList<ParameterAxis> Axes, IReadOnlyList<int> Numbers, IReadOnlyList<double> Values, IReadOnlyList<IReadOnlyList<double>> Coordinates)
{
    /// <summary>The lines of a study.</summary>
    /// <param name="trials">Its trials.</param>
    /// <param name="target">What to look at.</param>
    /// <param name="parameters">Names of the parameters, in order of the axes; null for all.</param>
    /// <exception cref="ArgumentException">No completed trial has a parameter of that name.</exception>
    public static ParallelCoordinates Of(IEnumerable<Trial> trials, AnalysisTarget target, IReadOnlyList<string>? parameters = null)
    {
        var points = target.Select(trials);
        var axes = ParameterAxis.Require(parameters, [.. points.Select(x => x.Trial)]);
        IReadOnlyList<double> Line(Trial trial) => [.. axes.Select(x => x.Coordinate(trial) ?? double.NaN)];
        return new ParallelCoordinates(target.Name, target.Direction, axes, [.. points.Select(x => x.Trial.Number)], [.. points.Select(x => x.Value)], [.. points.Select(x => Line(x.Trial))]);
    }
}
