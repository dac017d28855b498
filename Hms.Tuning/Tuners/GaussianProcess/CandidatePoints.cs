using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Points at which the acquisition is compared before the local searches.</summary>
/// <param name="space">The space.</param>
/// <param name="template">Places of the held axes.</param>
/// <param name="held">Axes that are decided already.</param>
/// <param name="random">Source of all randomness.</param>
internal sealed class CandidatePoints(ModelSpace space, ModelPoint template, bool[] held, SplitMix64 random)
{
    private const double MovedAxes = 4;
    private const double WidthDecades = 2.5;
    private const double ChoiceChange = 0.5;

    /// <summary>Points of a scrambled Sobol sequence over all axes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="branch">Axis that must be active; −1 for none.</param>
    public List<ModelPoint> Spread(int count, int branch)
    {
        var sequence = new SobolSequence(space.Axes.Length, random.NextUInt64());
        var unit = new double[space.Axes.Length];
        var points = new List<ModelPoint>(count);
        for (var i = 0; i < count; i++)
        {
            sequence.Point(i, unit);
            var point = new ModelPoint(unit.Length);
            for (var d = 0; d < unit.Length; d++) { point.Places[d] = held[d] ? template.Places[d] : space.Axes[d].FromUniform(unit[d]); }
            if (branch >= 0) { space.Enter(branch, point, unit, held); }
            space.Activate(point);
            if (branch < 0 || point.Active[branch]) { points.Add(point); }
        }
        return points;
    }

    /// <summary>Points around others: about four axes are moved, by steps of a length scale down to a 300th of it; every other choice that is moved changes.</summary>
    /// <param name="centres">Best first.</param>
    /// <param name="count">How many.</param>
    /// <param name="lengthScale">Length scale of each axis.</param>
    public List<ModelPoint> Around(IReadOnlyList<ModelPoint> centres, int count, Func<int, double> lengthScale)
    {
        var points = new List<ModelPoint>(count);
        for (var i = 0; i < count; i++)
        {
            var point = centres[i % centres.Count].Copy();
            var width = Math.Pow(10, -WidthDecades * random.NextDouble());
            for (var d = 0; d < held.Length; d++)
            {
                var (move, u, v) = (random.NextDouble(), random.NextDouble(), random.NextDouble());
                point.Places[d] = held[d] ? template.Places[d]
                    : !point.Active[d] ? space.Axes[d].FromUniform(u)
                    : move * space.Axes.Length > MovedAxes ? point.Places[d]
                    : Move(space.Axes[d], point.Places[d], width * Math.Min(1, lengthScale(d)), u, v);
            }
            space.Activate(point);
            points.Add(point);
        }
        return points;
    }

    private static double Move(ModelAxis axis, double place, double width, double u, double v)
    {
        if (axis.IsCategory) { return v < ChoiceChange ? axis.FromUniform(u) : place; }
        var normal = Math.Sqrt(-2 * Math.Log(1 - u)) * Math.Cos(2 * Math.PI * v);
        return axis.Snap(Math.Clamp(place + width * normal, 0, 1));
    }
}
