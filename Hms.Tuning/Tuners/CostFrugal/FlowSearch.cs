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
    private const int RestartDraws = 20;
    private readonly SearchSpace _space;
    private readonly CostFrugalOptions _options;
    private readonly StudyDirection _direction;
    private readonly ulong _seed;
    private readonly Dictionary<string, UnitAxis> _axes = new(StringComparer.Ordinal);
    private readonly ParameterValues _fixed;
    private readonly double _leastStep;

    /// <summary>Prepares the search.</summary>
    /// <param name="context">Space, direction, seed and fixed values; nothing else of it counts.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="ArgumentException">The start or the resource parameter does not fit the space.</exception>
    public FlowSearch(TuningContext context, CostFrugalOptions options)
    {
        var space = context.Space;
        (_space, _options, _direction, _seed, _fixed) = (space, options, context.Direction, SplitMix64.Derive(context.Seed, "flow2"), context.Fixed);
        foreach (var parameter in space.Parameters.Where(x => x.Distribution is not CategoricalDistribution && x.Distribution.ValueCount != 1)) { _axes[parameter.Name] = new UnitAxis(parameter.Distribution); }
        if (options.ResourceParameter is { } resource && (space.Find(resource) is not { Condition: null } found || found.Distribution is CategoricalDistribution || FlowResource.Ends(found.Distribution).Low < 0))
        {
            throw new ArgumentException($"ResourceParameter '{resource}' must be a numeric parameter of the space without a condition, with a low of at least 0.");
        }
        var moving = space.Parameters.Where(x => x.Distribution.ValueCount != 1 && x.Name != options.ResourceParameter && !_fixed.Contains(x.Name)).ToList();
        var finest = moving.Count > 0 && moving.TrueForAll(x => x.Distribution.ValueCount is not null) ? 0.5 / moving.Max(x => x.Distribution.ValueCount!.Value) : 0;
        _leastStep = Math.Min(0.5 * options.InitialStep, Math.Max(options.LeastStep, finest));
    }

    /// <summary>Before the first trial.</summary>
    public FlowState Begin()
    {
        var given = _space.Bind(_options.Start);
        var point = _space.Parameters.ToDictionary(x => x.Name, x => given.TryGet(x.Name, out var value) ? value.InternalValue : x.Default ?? Middle(x.Distribution), StringComparer.Ordinal);
        if (_options.ResourceParameter is { } resource && !given.Contains(resource) && _space.Find(resource)!.Default is null) { point[resource] = FlowResource.Ends(_space.Find(resource)!.Distribution).Low; }
        return Restarted(0, WithFixed(point));
    }

    /// <summary>The state after one more finished trial.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="tried">All trials up to this one.</param>
    /// <remarks>The first trial of a study is its first centre. After a restart, or with more of the resource, only a trial at the new point is: others were proposed before.</remarks>
    public FlowState Advance(FlowState state, Trial trial, IEnumerable<Trial> tried)
    {
        if (state.Score is null) { return state.Anchor < 0 || IsAt(trial.Parameters, state.Point) ? Accept(state, trial) : state; }
        if (_options.ResourceParameter is { } resource && (!trial.Parameters.TryGet(resource, out var level) || level.InternalValue != state.Point[resource])) { return state; }
        var improved = Compare(Score(trial), state.Score.Value) < 0;
        return improved ? Accept(state, trial) : Reject(state, trial, tried);
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

    private FlowState Reject(FlowState state, Trial trial, IEnumerable<Trial> tried)
    {
        var next = state with { Failures = state.Failures + 1, Trials = state.Trials + 1, CostSince = state.CostSince + CostOf(trial) };
        if (MoreResource(next) is { } more) { return WithKnownScore(next with { Point = more, Score = null, Failures = 0, CostSince = 0, Anchor = trial.Number }, tried); }
        var dimensions = Tunable(state.Point).Count();
        if (next.Failures < 1 << Math.Min(MostDirectionsExponent, dimensions)) { return next; }
        var before = next.Shrunk > 0 ? next.Shrunk : next.BestAt;
        var now = next.Trials + 1;
        next = next with { ShrunkBefore = before, Shrunk = now, Step = next.Step * Math.Sqrt((double)before / now), Failures = next.Failures - 2 };
        return next.Step < _leastStep * Math.Sqrt(dimensions) ? Restart(state, trial.Number, tried) : next;
    }

    /// <summary>The best point at the next level of the resource; null where it is not time or there is no more.</summary>
    private Dictionary<string, double>? MoreResource(FlowState state)
    {
        if (_options.ResourceParameter is not { } name || _fixed.Contains(name) || state.CostSince < FlowResource.Factor * state.Cost) { return null; }
        return FlowResource.Next(_space.Find(name)!.Distribution, state.Point[name]) is { } level ? new Dictionary<string, double>(state.Point, StringComparer.Ordinal) { [name] = level } : null;
    }

    /// <summary>The search begins again at a random point, if possible at one that has not been tried.</summary>
    private FlowState Restart(FlowState state, int anchor, IEnumerable<Trial> tried)
    {
        var point = RandomPoint(state.Run + 1, 0, state.Point);
        for (var draw = 1; draw < RestartDraws && Known(point, tried) is not null; draw++) { point = RandomPoint(state.Run + 1, draw, state.Point); }
        return WithKnownScore(Restarted(state.Run + 1, point) with { Anchor = anchor }, tried);
    }

    /// <summary>A tried point of a discrete space is not proposed again, so that the search would wait for it for ever: its result counts at once.</summary>
    private FlowState WithKnownScore(FlowState state, IEnumerable<Trial> tried) => Known(state.Point, tried) is { } known ? Accept(state, known) with { Anchor = state.Anchor } : state;

    private Trial? Known(IReadOnlyDictionary<string, double> point, IEnumerable<Trial> tried) =>
        _options.Duplicates == DuplicatePolicy.Resample && _space.IsDiscrete && _fixed.Count == 0 ? tried.FirstOrDefault(x => IsAt(x.Parameters, point)) : null;

    private FlowState Restarted(int run, Dictionary<string, double> point) =>
        new(run, point, null, -1, _options.InitialStep * Math.Sqrt(Math.Max(1, Tunable(point).Count())), 0, 0, 0, 0, 0, 1, 0);

    private Dictionary<string, double> RandomPoint(int run, int draw, IReadOnlyDictionary<string, double> last)
    {
        ulong[] path = draw == 0 ? [(ulong)run] : [(ulong)run, (ulong)draw];
        var drawn = ProposalWalk.DrawUniform(_space.Parameters, new SplitMix64(SplitMix64.Derive(_seed, "restart", path)));
        var point = _space.Parameters.Select((x, i) => (x.Name, Value: drawn[i])).ToDictionary(x => x.Name, x => x.Value, StringComparer.Ordinal);
        if (_options.ResourceParameter is { } resource) { point[resource] = last[resource]; }
        return WithFixed(point);
    }

    private Dictionary<string, double> WithFixed(Dictionary<string, double> point)
    {
        foreach (var parameter in _fixed) { point[parameter.Name] = parameter.InternalValue; }
        return point;
    }

    /// <summary>The parameters that a move changes: active at the point, with a choice, neither fixed nor the resource.</summary>
    private IEnumerable<SearchParameter> Tunable(IReadOnlyDictionary<string, double> point)
    {
        var active = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var parameter in _space.Parameters.Where(x => SearchSpace.IsActive(x, active)))
        {
            active[parameter.Name] = point[parameter.Name];
            if (parameter.Distribution.ValueCount != 1 && parameter.Name != _options.ResourceParameter && !_fixed.Contains(parameter.Name)) { yield return parameter; }
        }
    }

    /// <summary>Whether a trial's values are those of the point; fixed values may differ, as trials may fix other values.</summary>
    private bool IsAt(ParameterValues values, IReadOnlyDictionary<string, double> point) => values.Count > 0 && values.All(x => _fixed.Contains(x.Name) || (point.TryGetValue(x.Name, out var value) && Math.Abs(value - x.InternalValue) <= 1e-9 * Math.Max(Math.Abs(value), 1e-300)));

    private (double Violation, double Loss) Score(Trial trial)
    {
        if (trial.State != TrialState.Complete || trial.Value is not { } value || double.IsNaN(value)) { return (double.PositiveInfinity, double.PositiveInfinity); }
        return (trial.Violation, _direction == StudyDirection.Minimize ? value : -value);
    }

    private static int Compare((double Violation, double Loss) a, (double Violation, double Loss) b) => a.Violation != b.Violation ? a.Violation.CompareTo(b.Violation) : a.Loss.CompareTo(b.Loss);

    private double CostOf(Trial trial) =>
        _options.CostAttribute is { } name && trial.UserAttributes.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) && cost > 0 && double.IsFinite(cost) ? cost : 1;

    private static double Middle(ParameterDistribution distribution)
    {
        if (distribution is CategoricalDistribution || distribution.ValueCount == 1) { return NumericScale.GridValue(distribution, 0); }
        return new UnitAxis(distribution).ToInternal(0.5);
    }
}
