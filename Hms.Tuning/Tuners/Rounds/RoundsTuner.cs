using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners.Auto;

namespace Hms.Tuning.Tuners.Rounds;

/// <summary>Lets another tuner search in ranges that are narrowed from round to round around the best trials, as people do by hand between batches.</summary>
/// <remarks>
/// The ranges of a round follow from the trials of the rounds before that this proposal sees, so nothing is kept beside the study, and <see cref="RoundsLog"/> gives
/// them again. They are reversible: a share of the proposals uses the full ranges, a best value at the end of its range widens it, and a choice that was left out comes
/// back when one of its trials is among the best. The wrapped tuner sees the trials that lie within the ranges. Trials keep the declared distributions, so the study
/// stays one study. A tuner that comes to an end in the whole space (a grid) gets the whole space in every round, and <see cref="AutoTuner"/> chooses by the whole space.
/// Decision page 0014 holds what it gains.
/// </remarks>
public sealed class RoundsTuner : IFiniteTuner
{
    private readonly ITuner _wrapped;
    private readonly RoundsOptions _options;

    /// <summary>Takes the tuner that searches, and the options.</summary>
    /// <param name="wrapped">Proposes within the ranges.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public RoundsTuner(ITuner wrapped, RoundsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        (_wrapped, _options) = (wrapped, options ?? new RoundsOptions());
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
    }

    /// <inheritdoc />
    public ParameterValues Propose(TuningContext context)
    {
        var round = context.TrialNumber / _options.TrialsPerRound;
        var random = new SplitMix64(SplitMix64.Derive(context.Seed, "rounds", (ulong)context.TrialNumber));
        if (round == 0 || random.NextDouble() < _options.FullRangeShare || TrialCount(context.Space) is not null) { return _wrapped.Propose(context); }
        var box = RangeNarrowing.Boxes(context.Space, context.History, context.Directions, _options, round)[round];
        var narrowed = new NarrowedSpace(context.Space, box);
        if (narrowed.TryNarrow(context.Fixed) is not { } given) { return _wrapped.Propose(context); }
        var tuner = _wrapped is AutoTuner auto ? auto.Choose(context) : _wrapped; // the ranges of a round may hold few enough values for a grid; the space does not
        var inside = context with { Space = narrowed.Space, History = Inside(context.History, narrowed), Pending = Inside(context.Pending, narrowed), Fixed = given };
        return tuner is IFiniteTuner finite && finite.IsExhausted(inside) ? _wrapped.Propose(context) : narrowed.Widen(tuner.Propose(inside));
    }

    /// <summary>As many as the wrapped tuner has for the whole space; null where it has no end.</summary>
    /// <param name="space">The parameters.</param>
    /// <exception cref="ArgumentException">The wrapped tuner cannot search this space; the message says why.</exception>
    public long? TrialCount(SearchSpace space) => (_wrapped as IFiniteTuner)?.TrialCount(space);

    /// <inheritdoc />
    public bool IsExhausted(TuningContext context) => _wrapped is IFiniteTuner finite && finite.IsExhausted(context);

    private static List<Trial> Inside(IReadOnlyList<Trial> trials, NarrowedSpace narrowed)
    {
        var inside = new List<Trial>(trials.Count);
        foreach (var trial in trials)
        {
            if (narrowed.TryNarrow(trial.Parameters) is { } parameters) { inside.Add(trial with { Parameters = parameters }); }
        }
        return inside;
    }
}
