using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners.Evolution;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>The evolution of the parameters of one group: drawing, telling, starting and restarting.</summary>
internal sealed class CmaGroup
{
    private const int ResamplesPerDimension = 10;
    private const int StatesSearched = 8;
    private readonly IReadOnlyList<SearchParameter> _group;
    private readonly CmaEsOptions _options;
    private readonly int[] _numeric;
    private readonly int[] _categorical;
    private readonly UnitAxis[] _axes;
    private readonly int _attempts;
    private readonly ulong _seed;

    /// <summary>Prepares one group of a space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="index">Index of the group.</param>
    /// <param name="options">Options.</param>
    /// <param name="seed">Seed of the study.</param>
    public CmaGroup(SearchSpace space, int index, CmaEsOptions options, ulong seed)
    {
        (_group, _options) = (space.Groups[index], options);
        _numeric = [.. Enumerable.Range(0, _group.Count).Where(i => _group[i].Distribution is not CategoricalDistribution && _group[i].Distribution.ValueCount != 1)];
        _categorical = [.. Enumerable.Range(0, _group.Count).Where(i => _group[i].Distribution is CategoricalDistribution { ValueCount: > 1 })];
        _axes = [.. _numeric.Select(i => new UnitAxis(_group[i].Distribution))];
        _attempts = space.IsDiscrete ? ProposalWalk.MaximumDraws : 1;
        _seed = SplitMix64.Derive(seed, "cma-es", (ulong)index);
    }

    /// <summary>True when the group has anything to choose.</summary>
    public bool HasChoice => _numeric.Length + _categorical.Length > 0;

    private int FirstPopulation => _options.PopulationSize ?? CmaConstants.DefaultPopulation(_numeric.Length + _categorical.Length);

    /// <summary>The state before the first generation.</summary>
    /// <param name="earlier">Finished trials that it may start from; may be empty.</param>
    /// <param name="direction">Which values are better.</param>
    public CmaState Begin(IReadOnlyList<Trial> earlier, StudyDirection direction)
    {
        var points = CmaRanking.BestFirst(earlier, direction).Where(x => x.State == TrialState.Complete).Select(Encode).ToList();
        var start = points.Count == 0 ? CmaEsStart.Centre : _options.Start;
        var centre = _axes.Select(_ => 0.5).ToArray();
        var uniform = CmaCategories.Uniform(ChoiceCounts());
        var run = new CmaRun(0, false, 1, 0, 0, _options.InitialStepSize);
        CmaGaussian? Gaussian(Func<CmaGaussian> create) => _axes.Length == 0 ? null : create();
        return start switch
        {
            CmaEsStart.Centre => new CmaState(Gaussian(() => new CmaGaussian(centre, _options.InitialStepSize)), uniform, FirstPopulation, run, []),
            CmaEsStart.Best => new CmaState(Gaussian(() => new CmaGaussian(points[0].Raw, _options.InitialStepSize)), CmaWarmStart.Categories([points[0].Choices], ChoiceCounts()), FirstPopulation, run, []),
            _ => WarmStart(points, run),
        };
    }

    /// <summary>A proposal: internal values in the order of the group.</summary>
    public double[] Draw(CmaState state, int trialNumber, int attempt) => Sample(state, trialNumber, attempt).Values;

    /// <summary>The state after a generation.</summary>
    /// <param name="states">All states so far; the last drew this generation, unless trials run in parallel.</param>
    /// <param name="block">Its trials, by number.</param>
    /// <param name="direction">Which values are better.</param>
    public CmaState Advance(IReadOnlyList<CmaState> states, IReadOnlyList<Trial> block, StudyDirection direction)
    {
        var state = states[^1];
        var run = state.Run.Spend(block.Count);
        if (block.All(x => x.State == TrialState.Fail)) { return state with { Run = run }; }
        var ranked = CmaRanking.BestFirst(block, direction).Select(x => Told(states, x)).ToList();
        var constants = new CmaConstants(Math.Max(1, _axes.Length), block.Count);
        var gaussian = state.Gaussian?.Update([.. ranked.Select(x => x.Raw)], constants);
        if (gaussian is not null) { gaussian = CmaMargin.Apply(gaussian, _axes, 1.0 / (_axes.Length * block.Count)); }
        var window = CmaStopping.Window(_axes.Length, block.Count);
        var next = state with { Gaussian = gaussian, Categories = state.Categories.Update([.. ranked.Select(x => x.Choices)], constants), Run = run, Extremes = Remember(state.Extremes, block, direction, window) };
        return _options.Restarts != CmaEsRestarts.None && CmaStopping.HasConverged(next, _axes, window) ? Restart(run) : next;
    }

    private CmaState Restart(CmaRun run)
    {
        var random = new SplitMix64(SplitMix64.Derive(_seed, "restart", (ulong)run.Number));
        var (next, population) = run.Next(_options.Restarts, FirstPopulation, _options.InitialStepSize, random);
        var gaussian = _axes.Length == 0 ? null : new CmaGaussian([.. _axes.Select(_ => random.NextDouble())], next.StepSize);
        return new CmaState(gaussian, CmaCategories.Uniform(ChoiceCounts()), population, next, []);
    }

    private CmaState WarmStart(List<CmaPoint> points, CmaRun run)
    {
        var good = points.Take(Math.Max(1, (int)(points.Count * _options.WarmStartShare))).ToList();
        var gaussian = _axes.Length == 0 ? null : CmaWarmStart.Gaussian([.. good.Select(x => x.Raw)], _options.WarmStartSpread);
        return new CmaState(gaussian, CmaWarmStart.Categories([.. good.Select(x => x.Choices)], ChoiceCounts()), FirstPopulation, run with { StepSize = gaussian?.StepSize ?? run.StepSize }, []);
    }

    /// <summary>What the update is told of a trial: the very sample where it was drawn here, else its place, not farther away than a sample would be.</summary>
    private CmaPoint Told(IReadOnlyList<CmaState> states, Trial trial)
    {
        var state = states[^1];
        var choices = Encode(trial).Choices;
        if (state.Gaussian is not { } gaussian) { return new CmaPoint([], choices); }
        for (var s = states.Count - 1; s >= Math.Max(0, states.Count - StatesSearched); s--)
        {
            if (Drawn(states[s], trial) is { } raw) { return new CmaPoint(s == states.Count - 1 ? raw : gaussian.InjectedPoint(raw), choices); }
        }
        return new CmaPoint(gaussian.InjectedPoint(Unscale(gaussian, Encode(trial).Raw)), choices);
    }

    private double[]? Drawn(CmaState state, Trial trial)
    {
        for (var attempt = 0; attempt < _attempts; attempt++)
        {
            var sample = Sample(state, trial.Number, attempt);
            if (Enumerable.Range(0, _group.Count).All(i => IsClose(sample.Values[i], trial.Parameters.GetInternal(_group[i].Name)))) { return sample.Raw; }
        }
        return null;
    }

    private (double[] Values, double[] Raw) Sample(CmaState state, int trialNumber, int attempt)
    {
        var random = new SplitMix64(SplitMix64.Derive(_seed, "sample", (ulong)trialNumber, (ulong)attempt));
        var values = _group.Select(x => NumericScale.GridValue(x.Distribution, 0)).ToArray();
        var choices = state.Categories.Sample(random);
        for (var i = 0; i < choices.Length; i++) { values[_categorical[i]] = choices[i]; }
        if (state.Gaussian is not { } gaussian) { return (values, []); }
        var raw = gaussian.Sample(random);
        for (var tries = 0; !IsInside(raw) && tries < ResamplesPerDimension * raw.Length; tries++) { raw = gaussian.Sample(random); }
        for (var i = 0; i < raw.Length; i++)
        {
            if (!_axes[i].IsGrid) { raw[i] = Math.Clamp(raw[i], 0, 1); }
            values[_numeric[i]] = _axes[i].ToInternal(gaussian.Mean[i] + gaussian.GridScale[i] * (raw[i] - gaussian.Mean[i]));
        }
        return (values, raw);
    }

    private bool IsInside(double[] raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            if (!_axes[i].IsGrid && !(raw[i] >= 0 && raw[i] <= 1)) { return false; }
        }
        return true;
    }

    private CmaPoint Encode(Trial trial) => new(
        [.. _numeric.Select((p, i) => _axes[i].ToUnit(trial.Parameters.GetInternal(_group[p].Name)))],
        [.. _categorical.Select(p => (int)trial.Parameters.GetInternal(_group[p].Name))]);

    private static double[] Unscale(CmaGaussian gaussian, double[] point) => [.. point.Select((x, i) => gaussian.Mean[i] + (x - gaussian.Mean[i]) / gaussian.GridScale[i])];

    private IEnumerable<int> ChoiceCounts() => _categorical.Select(i => (int)_group[i].Distribution.ValueCount!.Value);

    private static List<(double Best, double Worst)> Remember(IReadOnlyList<(double Best, double Worst)> before, IReadOnlyList<Trial> block, StudyDirection direction, int window)
    {
        var values = block.Where(x => x is { State: TrialState.Complete, Value: not null }).Select(x => direction == StudyDirection.Minimize ? x.Value!.Value : -x.Value!.Value).Where(double.IsFinite).ToList();
        var all = block.Count == values.Count;
        return [.. before.TakeLast(window - 1), all ? (values.Min(), values.Max()) : (double.NegativeInfinity, double.PositiveInfinity)];
    }

    private static bool IsClose(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Max(1e-300, Math.Max(Math.Abs(a), Math.Abs(b)));
}
