using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Looks for the point with the largest acquisition: many candidates, then local searches that alternate between continuous and discrete axes.</summary>
internal sealed class AcquisitionSearch
{
    private const int MostEnumeratedLevels = 16;
    private const int Cycles = 6;
    private const int SmoothIterations = 40;
    private const double FirstStep = 0.1;
    private const double LeastGain = 1e-6;
    private readonly ModelSpace _space;
    private readonly Acquisition _acquisition;
    private readonly bool[] _held;
    private readonly HashSet<ModelPoint> _seen;

    /// <param name="space">The space.</param>
    /// <param name="acquisition">What to maximise.</param>
    /// <param name="held">Axes that are decided already.</param>
    /// <param name="seen">Points that may not come again.</param>
    public AcquisitionSearch(ModelSpace space, Acquisition acquisition, bool[] held, HashSet<ModelPoint> seen) => (_space, _acquisition, _held, _seen) = (space, acquisition, held, seen);

    /// <summary>The best point found; null when every candidate was seen before.</summary>
    /// <param name="candidates">Places to begin with; their held axes already set, active axes too.</param>
    /// <param name="starts">Number of local searches.</param>
    /// <param name="random">Chooses among the candidates.</param>
    public ModelPoint? Run(IReadOnlyList<ModelPoint> candidates, int starts, SplitMix64 random)
    {
        var scores = _acquisition.Score(candidates);
        for (var i = 0; i < scores.Length; i++) { if (_seen.Contains(candidates[i])) { scores[i] = double.NegativeInfinity; } }
        ModelPoint? best = null;
        var bestScore = double.NegativeInfinity;
        foreach (var start in Starts(scores, starts, random))
        {
            var (point, score) = Climb(candidates[start], scores[start]);
            if (best is null || score > bestScore) { (best, bestScore) = (point, score); }
        }
        return best;
    }

    /// <summary>The best candidate, then others with probability proportional to e^score, without repeats.</summary>
    private static List<int> Starts(double[] scores, int count, SplitMix64 random)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++) { if (scores[i] > scores[best]) { best = i; } }
        if (scores.Length == 0 || !(scores[best] > double.NegativeInfinity)) { return []; }
        var chosen = new List<int> { best };
        var weights = scores.Select(x => Math.Exp(x - scores[best])).ToArray();
        weights[best] = 0;
        while (chosen.Count < count)
        {
            var sum = weights.Sum();
            if (!(sum > 0)) { break; }
            var target = random.NextDouble() * sum;
            var next = 0;
            for (; next < weights.Length - 1 && (target -= weights[next]) >= 0; next++) { }
            if (weights[next] == 0) { break; }
            chosen.Add(next);
            weights[next] = 0;
        }
        return chosen;
    }

    private (ModelPoint Point, double Score) Climb(ModelPoint start, double score)
    {
        var point = start;
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            var before = score;
            (point, score) = ClimbSmooth(point, score);
            for (var d = 0; d < _space.Axes.Length; d++)
            {
                if (!_held[d] && point.Active[d] && _space.Axes[d].Levels is not null) { (point, score) = ClimbAxis(point, score, d); }
            }
            if (!(score > before + LeastGain)) { break; }
        }
        return (point, score);
    }

    /// <summary>Follows the gradient along real axes and integers with many values, then goes to the nearest values.</summary>
    private (ModelPoint Point, double Score) ClimbSmooth(ModelPoint start, double score)
    {
        var axes = Enumerable.Range(0, _space.Axes.Length).Where(d => !_held[d] && start.Active[d] && IsSmooth(_space.Axes[d])).ToArray();
        if (axes.Length == 0) { return (start, score); }
        var point = start.Copy();
        var scales = axes.Select(d => Math.Min(_acquisition.Shape.LengthScale(d), 1)).ToArray();
        double[] place = new double[axes.Length], low = new double[axes.Length], high = new double[axes.Length];
        for (var a = 0; a < axes.Length; a++) { (place[a], high[a]) = (point.Places[axes[a]] / scales[a], 1 / scales[a]); }
        var minimizer = new BoundedMinimizer { Iterations = SmoothIterations, GradientTolerance = 1e-3, DecreaseTolerance = 1e-6, FirstStep = FirstStep };
        minimizer.Minimize(place, low, high, (x, gradient) =>
        {
            for (var a = 0; a < axes.Length; a++) { point.Places[axes[a]] = x[a] * scales[a]; }
            var value = _acquisition.Score(point, axes, gradient);
            for (var a = 0; a < axes.Length; a++) { gradient[a] *= -scales[a]; }
            return -value;
        });
        for (var a = 0; a < axes.Length; a++) { point.Places[axes[a]] = _space.Axes[axes[a]].Snap(Math.Clamp(place[a] * scales[a], 0, 1)); }
        return Better(start, score, [point]);
    }

    /// <summary>Tries other values of one discrete axis: all, or where there are many those at 1, 2, 4, ... steps.</summary>
    private (ModelPoint Point, double Score) ClimbAxis(ModelPoint start, double score, int axis)
    {
        var own = _space.Axes[axis].LevelIndex(start.Places[axis]);
        var others = new List<ModelPoint>();
        foreach (var level in Neighbours(own, _space.Axes[axis].Levels!.Value, _space.Axes[axis].IsCategory))
        {
            var other = start.Copy();
            other.Places[axis] = _space.Axes[axis].Level(level);
            if (_space.IsConditional) { _space.Activate(other); }
            others.Add(other);
        }
        return Better(start, score, others);
    }

    private (ModelPoint Point, double Score) Better(ModelPoint point, double score, List<ModelPoint> others)
    {
        var scores = _acquisition.Score(others);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > score && !_seen.Contains(others[i])) { (point, score) = (others[i], scores[i]); }
        }
        return (point, score);
    }

    private static IEnumerable<long> Neighbours(long own, long levels, bool all)
    {
        if (all || levels <= MostEnumeratedLevels)
        {
            for (long i = 0; i < levels; i++) { if (i != own) { yield return i; } }
            yield break;
        }
        for (long step = 1; step < levels; step *= 2)
        {
            if (own - step >= 0) { yield return own - step; }
            if (own + step < levels) { yield return own + step; }
        }
    }

    private static bool IsSmooth(ModelAxis axis) => !axis.IsCategory && (axis.Levels is null || axis.Levels > MostEnumeratedLevels);
}
