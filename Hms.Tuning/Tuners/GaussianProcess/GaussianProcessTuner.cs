using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners.Sobol;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Bayesian optimisation.</summary>
public sealed class GaussianProcessTuner : ITuner
{
    private readonly SobolTuner _startup = new();

    /// <inheritdoc />
    public ParameterValues Propose(TuningContext context)
    {
        var space = new ModelSpace(context.Space);
        var observed = new List<(ModelPoint Point, double Value)>();
        var believed = new List<ModelPoint>();
        var sign = context.Direction == StudyDirection.Minimize ? -1 : 1;
        foreach (var trial in context.History)
        {
            if (space.Encode(trial.Parameters) is not { } point) { continue; }
            if (trial is { State: TrialState.Complete, Value: { } value } && !double.IsNaN(value)) { observed.Add((point, sign * value)); }
            else { believed.Add(point); }
        }
        if (observed.Count < (int)Lab.Get("startup", 10)) { return _startup.Propose(context); }
        foreach (var trial in context.Pending) { if (space.Encode(trial.Parameters) is { } point) { believed.Add(point); } }
        var template = new ModelPoint(space.Axes.Length);
        var held = new bool[space.Axes.Length];
        for (var d = 0; d < held.Length; d++)
        {
            if (!context.Fixed.TryGet(space.Axes[d].Parameter.Name, out var given)) { continue; }
            (held[d], template.Places[d]) = (true, space.Axes[d].ToPlace(given.InternalValue));
        }
        var targets = Targets.Standardize([.. observed.Select(x => x.Value)]);
        var points = new TrainingPoints(space, [.. observed.Select(x => x.Point)]);
        var fit = new KernelFit(points, targets, space.Axes.Length, Lab.Get("floor", 1e-6));
        var logs = new double[fit.Parameters];
        logs[^1] = Math.Log(Lab.Get("noise0", 1e-3));
        fit.Minimize(logs, (int)Lab.Get("fititer", 60));
        var parameters = fit.Read(logs);
        if (Lab.Get("verbose", 0) > 0 && context.TrialNumber % 10 == 0) { Console.WriteLine($"{context.TrialNumber} {string.Join(' ', parameters.Weights.Select(x => x.ToString("G3")))} s {parameters.Scale:G3} n {parameters.Noise:G3} best {observed.Max(x => x.Value):G6}"); }
        var all = believed.Count == 0 ? points : new TrainingPoints(space, [.. observed.Select(x => x.Point), .. believed]);
        var posterior = new Posterior(all, targets, parameters);
        var best = targets.Max();
        if (believed.Count > 0)
        {
            var means = new double[believed.Count];
            posterior.Predict(believed, means, new double[believed.Count]);
            best = Math.Max(best, means.Max());
        }
        var acquisition = new Acquisition(posterior, best, []);
        var seen = all.Points.ToHashSet(new ModelPointComparer());
        var search = new AcquisitionSearch(space, acquisition, template, held, seen);
        var random = new SplitMix64(SplitMix64.Derive(context.Seed, "gp", (ulong)context.TrialNumber));
        var sequence = new SobolSequence(space.Axes.Length, random.NextUInt64());
        var candidates = new List<ModelPoint>();
        var unit = new double[space.Axes.Length];
        for (var i = 0; i < (int)Lab.Get("qmc", 2048); i++)
        {
            sequence.Point(i, unit);
            var point = new ModelPoint(unit.Length);
            for (var d = 0; d < unit.Length; d++) { point.Places[d] = held[d] ? template.Places[d] : space.Axes[d].FromUniform(unit[d]); }
            space.Activate(point);
            candidates.Add(point);
        }
        AddLocal(candidates, space, observed, targets, parameters, held, random);
        var chosen = search.Run(candidates, (int)Lab.Get("starts", 10), random);
        return chosen is null ? ProposalWalk.Propose(context, DuplicatePolicy.Resample, ProposalWalk.DrawUniform) : space.Decode(chosen, context.Fixed);
    }

    private static void AddLocal(List<ModelPoint> candidates, ModelSpace space, List<(ModelPoint Point, double Value)> observed, double[] targets, KernelParameters parameters, bool[] held, SplitMix64 random)
    {
        var count = (int)Lab.Get("local", 512);
        var elite = Enumerable.Range(0, targets.Length).OrderByDescending(i => targets[i]).Take((int)Lab.Get("elite", 4)).ToArray();
        var probability = Math.Min(1, 4.0 / space.Axes.Length);
        for (var i = 0; i < count; i++)
        {
            var point = observed[elite[i % elite.Length]].Point.Copy();
            var width = Math.Pow(10, -2.5 * random.NextDouble());
            for (var d = 0; d < held.Length; d++)
            {
                var (move, u, v) = (random.NextDouble(), random.NextDouble(), random.NextDouble());
                if (held[d]) { continue; }
                var axis = space.Axes[d];
                if (!point.Active[d]) { point.Places[d] = axis.FromUniform(u); continue; }
                if (move > probability) { continue; }
                if (axis.IsCategory)
                {
                    if (v < 0.5) { point.Places[d] = axis.FromUniform(u); }
                    continue;
                }
                var normal = Math.Sqrt(-2 * Math.Log(1 - u)) * Math.Cos(2 * Math.PI * v);
                point.Places[d] = axis.Snap(Math.Clamp(point.Places[d] + width * Math.Min(1, 1 / Math.Sqrt(parameters.Weights[d])) * normal, 0, 1));
            }
            space.Activate(point);
            candidates.Add(point);
        }
    }
}
