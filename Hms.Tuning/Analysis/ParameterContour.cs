using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>The value over two parameters: the completed trials that have both, and a surface through them.</summary>
/// <remarks>
/// The surface is the mean of the trials in a cell of the grid where there are any, and between them the solution of Laplace's equation with free edges, as in plotly and Optuna: no cell
/// is above or below all trials. The other parameters differ from trial to trial, so it shows tendencies, not a section through the objective.
/// </remarks>
public sealed record ParameterContour
{
    /// <summary>What the values are.</summary>
    public required string Target { get; init; }

    /// <summary>Which values are better.</summary>
    public required StudyDirection Direction { get; init; }

    /// <summary>The parameter along x.</summary>
    public required ParameterAxis X { get; init; }

    /// <summary>The parameter along y.</summary>
    public required ParameterAxis Y { get; init; }

    /// <summary>Coordinates of the grid along x, ascending, evenly spaced on the scale of the axis; one for each choice of a categorical parameter.</summary>
    public required IReadOnlyList<double> GridX { get; init; }

    /// <summary>Coordinates of the grid along y.</summary>
    public required IReadOnlyList<double> GridY { get; init; }

    /// <summary>The surface, shape [y][x]; empty when no trial has both parameters.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Surface { get; init; }

    /// <summary>Numbers of the trials that have both parameters.</summary>
    public required IReadOnlyList<int> Numbers { get; init; }

    /// <summary>Their coordinates along x.</summary>
    public required IReadOnlyList<double> PointX { get; init; }

    /// <summary>Their coordinates along y.</summary>
    public required IReadOnlyList<double> PointY { get; init; }

    /// <summary>Their values.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The contour of two parameters.</summary>
    /// <param name="trials">Trials of one study.</param>
    /// <param name="target">What to look at.</param>
    /// <param name="x">Name of the parameter along x.</param>
    /// <param name="y">Name of the parameter along y.</param>
    /// <param name="resolution">Points of the grid along a numeric axis, at least 2.</param>
    /// <exception cref="ArgumentException">No completed trial has a parameter of that name, or both are the same.</exception>
    public static ParameterContour Of(IEnumerable<Trial> trials, AnalysisTarget target, string x, string y, int resolution = 60)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resolution, 2);
        if (x == y) { throw new ArgumentException($"A contour needs two different parameters; both are '{x}'."); }
        var points = target.Select(trials);
        var axes = ParameterAxis.Require([x, y], [.. points.Select(p => p.Trial)]);
        var both = (from point in points let px = axes[0].Coordinate(point.Trial) let py = axes[1].Coordinate(point.Trial) where px is not null && py is not null select (point.Trial.Number, X: px.Value, Y: py.Value, point.Value)).ToList();
        var (gridX, gridY) = (new ContourAxis(axes[0], both.Select(p => p.X), resolution), new ContourAxis(axes[1], both.Select(p => p.Y), resolution));
        return new ParameterContour
        {
            Target = target.Name,
            Direction = target.Direction,
            X = axes[0],
            Y = axes[1],
            GridX = gridX.Coordinates,
            GridY = gridY.Coordinates,
            Surface = both.Count == 0 ? [] : HarmonicSurface.Through(both.Select(p => (gridX.Cell(p.X), gridY.Cell(p.Y), p.Value)), gridX.Coordinates.Count, gridY.Coordinates.Count),
            Numbers = [.. both.Select(p => p.Number)],
            PointX = [.. both.Select(p => p.X)],
            PointY = [.. both.Select(p => p.Y)],
            Values = [.. both.Select(p => p.Value)],
        };
    }
}
