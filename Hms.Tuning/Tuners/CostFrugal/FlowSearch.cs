using System.Globalization;
using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners.Evolution;

namespace Hms.Tuning.Tuners.CostFrugal;

/// <summary>The moves of FLOW2 over one space.</summary>
internal sealed class FlowSearch
{
    private const int MostDirectionsExponent = 9;
    private const double ResourceFactor = 4;
    private readonly SearchSpace _space;
    private readonly CostFrugalOptions _options;
    private readonly StudyDirection _direction;
    private readonly ulong _seed;
    private readonly Dictionary<string, UnitAxis> _axes = new(StringComparer.Ordinal);
    private readonly double _leastStep;

    /// <summary>Prepares the search.</summary>
    /// <exception cref="ArgumentException">The start or the resource parameter does not fit the space.</exception>
    public FlowSearch(SearchSpace space, CostFrugalOptions options, StudyDirection direction, ulong seed)
    {
        (_space, _options, _direction, _seed) = (space, options, direction, SplitMix64.Derive(seed, "flow2"));
        foreach (var parameter in space.Parameters.Where(x => x.Distribution is not CategoricalDistribution && x.Distribution.ValueCount != 1)) { _axes[parameter.Name] = new UnitAxis(parameter.Distribution); }
        if (options.ResourceParameter is { } resource && (space.Find(resource) is not { Condition: null } found || found.Distribution is CategoricalDistribution))
        {
            throw new ArgumentException($"ResourceParameter '{resource}' must be a numeric parameter of the space without a condition.");
        }
        var moving = space.Parameters.Where(x => x.Distribution.ValueCount != 1 && x.Name != options.ResourceParameter).ToList();
        var finest = moving.Count > 0 && moving.TrueForAll(x => x.Distribution.ValueCount is not null) ? 0.5 / moving.Max(x => x.Distribution.ValueCount!.Value) : 0;
        _leastStep = Math.Min(0.5 * options.InitialStep, Math.Max(options.LeastStep, finest));
    }

    /// <summary>Before the first trial.</summary>
    public FlowState Begin()
    {
        var given = _space.Bind(_options.Start);
        var point = _space.Parameters.ToDictionary(x => x.Name, x => given.TryGet(x.Name, out var value) ? value.InternalValue : x.Default ?? Middle(x.Distribution), StringComparer.Ordinal);
        if (_options.ResourceParameter is { } resource && !given.Contains(resource) && _space.Find(resource)!.Default is null) { point[resource] = Ends(_space.Find(resource)!.Distribution).Low; }
        return Restarted(0, point);
    }

    /// <summary>The state after one more finished trial.</summary>
    public FlowState Advance(FlowState state, Trial trial)
    {
        if (state.Score is null)
        {
            return state.Run == 0 || IsAt(trial.Parameters, state.Point) ? Accept(state, trial) : state;
        }
        if (_options.ResourceParameter is { } resource && (!trial.Parameters.TryGet(resource, out var level) || level.InternalValue != state.Point[resource])) { return state; }
        var improved = Compare(Score(trial), state.Score.Value) < 0;
        return improved ? Accept(state, trial) : Reject(state, trial);
    }

    /// <summary>Internal values of every parameter of a proposal.</summary>
    /// <param name="state">Where the search stands.</param>
    /// <param name="context">The trial.</param>
    /// <param name="attempt">0, and one more after each repeat.</param>
    public IReadOnlyDictionary<string, double> Propose(FlowState state, TuningContext context, int attempt)
    {
        if (state.Score is null && attempt == 0 && !context.Pending.Any(x => IsAt(x.Parameters, state.Point))) { return state.Point; }
        var offset = Math.Max(0, context.TrialNumber - state.Anchor - 1);
        var random = new SplitMix64(SplitMix64.Derive(_seed, "direction", (ulong)state.Run, (ulong)(state.Anchor + 1), (ulong)(offset / 2), (ulong)attempt));
        return Move(state, offset % 2 == 0 ? 1 : -1, random);
    }

    private Dictionary<string, double> Move(FlowState state, int sign, SplitMix64 random)
    {
        var active = Tunable(state.Point).ToList();
        var direction = new double[active.Count];
        StandardNormal.Fill(random, direction);
        var norm = Math.Sqrt(direction.Sum(x => x * x));
        var point = new Dictionary<string, double>(state.Point, StringComparer.Ordinal);
        for (var i = 0; i < active.Count; i++)
        {
            var move = sign * state.Step * direction[i] / norm;
            point[active[i].Name] = active[i].Distribution is CategoricalDistribution category ? MoveChoice(category, point[active[i].Name], move, random) : MoveNumber(active[i], point[active[i].Name], move, random);
        }
        return point;
    }

    /// <summary>A grid value stands for its whole cell: a random place in it is moved, so that short steps still reach the next cell now and then.</summary>
    private double MoveNumber(SearchParameter parameter, double value, double move, SplitMix64 random)
    {
        var axis = _axes[parameter.Name];
        var place = axis.ToUnit(value);
        if (!axis.IsGrid) { return axis.ToInternal(place + move); }
        var (from, to) = axis.CellAround(place);
        var within = random.NextDouble();
        return axis.ToInternal(Math.Max(from, 0) + (Math.Min(to, 1) - Math.Max(from, 0)) * (move > 0 ? within : 1 - within) + move);
    }

    /// <summary>A choice fills 1/K of the unit interval; a move out of it, from a random place, goes to any other choice.</summary>
    private static double MoveChoice(CategoricalDistribution category, double value, double move, SplitMix64 random)
    {
        var leaves = random.NextDouble() < Math.Abs(move) * category.Choices.Count;
        var other = random.NextInteger(category.Choices.Count - 1);
        return !leaves ? value : other >= value ? other + 1 : other;
    }

    private FlowState Accept(FlowState state, Trial trial)
    {
        var point = new Dictionary<string, double>(state.Point, StringComparer.Ordinal);
        foreach (var parameter in _space.Parameters)
        {
            if (trial.Parameters.TryGet(parameter.Name, out var found) && parameter.Distribution.IsCompatibleWith(found.Distribution)) { point[parameter.Name] = UnitAxis.Nearest(parameter.Distribution, found.InternalValue); }
        }
        var grown = state.Shrunk > 0 ? state.Step * Math.Sqrt((double)state.Shrunk / state.ShrunkBefore) : state.Step;
        return state with
        {
            Point = point,
            Score = Score(trial),
            Anchor = trial.Number,
            Step = Math.Min(grown, Math.Sqrt(Tunable(point).Count())),
            Failures = 0,
            Trials = state.Trials + 1,
            BestAt = state.Trials + 1,
            Cost = CostOf(trial),
            CostSince = 0,
        };
    }

    private FlowState Reject(FlowState state, Trial trial)
    {
        var next = state with { Failures = state.Failures + 1, Trials = state.Trials + 1, CostSince = state.CostSince + CostOf(trial) };
        if (MoreResource(next) is { } more) { return next with { Point = more, Score = null, Failures = 0, CostSince = 0, Anchor = trial.Number }; }
        var dimensions = Tunable(state.Point).Count();
        if (next.Failures < 1 << Math.Min(MostDirectionsExponent, dimensions)) { return next; }
        var before = next.Shrunk > 0 ? next.Shrunk : next.BestAt;
        var now = next.Trials + 1;
        next = next with { ShrunkBefore = before, Shrunk = now, Step = next.Step * Math.Sqrt((double)before / now), Failures = next.Failures - 2 };
        return next.Step < _leastStep * Math.Sqrt(dimensions) ? Restarted(state.Run + 1, RandomPoint(state.Run + 1, state.Point)) with { Anchor = trial.Number } : next;
    }

    /// <summary>The best point at the next level of the resource; null where it is not time or there is no more.</summary>
    private Dictionary<string, double>? MoreResource(FlowState state)
    {
        if (_options.ResourceParameter is not { } name || state.CostSince < ResourceFactor * state.Cost) { return null; }
        var distribution = _space.Find(name)!.Distribution;
        var high = Ends(distribution).High;
        if (state.Point[name] >= high) { return null; }
        var scale = NumericScale.Of(distribution);
        var level = scale.ToInternal(scale.Transform(Math.Min(high, state.Point[name] * ResourceFactor)));
        return new Dictionary<string, double>(state.Point, StringComparer.Ordinal) { [name] = level > state.Point[name] ? level : high };
    }

    private FlowState Restarted(int run, Dictionary<string, double> point) =>
        new(run, point, null, -1, _options.InitialStep * Math.Sqrt(Math.Max(1, Tunable(point).Count())), 0, 0, 0, 0, 0, 1, 0);

    private Dictionary<string, double> RandomPoint(int run, IReadOnlyDictionary<string, double> last)
    {
        var drawn = ProposalWalk.DrawUniform(_space.Parameters, new SplitMix64(SplitMix64.Derive(_seed, "restart", (ulong)run)));
        var point = _space.Parameters.Select((x, i) => (x.Name, Value: drawn[i])).ToDictionary(x => x.Name, x => x.Value, StringComparer.Ordinal);
        if (_options.ResourceParameter is { } resource) { point[resource] = last[resource]; }
        return point;
    }

    /// <summary>The parameters that a move changes: active at the point, with a choice, not the resource.</summary>
    private IEnumerable<SearchParameter> Tunable(IReadOnlyDictionary<string, double> point)
    {
        var active = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var parameter in _space.Parameters.Where(x => SearchSpace.IsActive(x, active)))
        {
            active[parameter.Name] = point[parameter.Name];
            if (parameter.Distribution.ValueCount != 1 && parameter.Name != _options.ResourceParameter) { yield return parameter; }
        }
    }

    private static bool IsAt(ParameterValues values, IReadOnlyDictionary<string, double> point) => values.Count > 0 && values.All(x => point.TryGetValue(x.Name, out var value) && Math.Abs(value - x.InternalValue) <= 1e-9 * Math.Max(Math.Abs(value), 1e-300));

    private (double Violation, double Loss) Score(Trial trial)
    {
        if (trial.State != TrialState.Complete || trial.Value is not { } value || double.IsNaN(value)) { return (double.PositiveInfinity, double.PositiveInfinity); }
        return (trial.Violation, _direction == StudyDirection.Minimize ? value : -value);
    }

    private static int Compare((double Violation, double Loss) a, (double Violation, double Loss) b) => a.Violation != b.Violation ? a.Violation.CompareTo(b.Violation) : a.Loss.CompareTo(b.Loss);

    private double CostOf(Trial trial) =>
        _options.CostAttribute is { } name && trial.UserAttributes.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) && cost > 0 && double.IsFinite(cost) ? cost : 1;

    private static (double Low, double High) Ends(ParameterDistribution distribution) =>
        distribution is IntDistribution integer ? (integer.Low, integer.High) : (((FloatDistribution)distribution).Low, ((FloatDistribution)distribution).High);

    private static double Middle(ParameterDistribution distribution)
    {
        if (distribution is CategoricalDistribution || distribution.ValueCount == 1) { return NumericScale.GridValue(distribution, 0); }
        return new UnitAxis(distribution).ToInternal(0.5);
    }
}
