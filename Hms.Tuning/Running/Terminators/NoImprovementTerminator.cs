using Hms.Tuning.Studies;

namespace Hms.Tuning.Running.Terminators;

/// <summary>Ends a sweep when the last N complete or pruned trials brought no improvement (early stopping with patience, on trials instead of epochs).</summary>
/// <remarks>
/// An improvement is a complete trial that is better than all complete ones before it by the minimum delta; a feasible trial improves on any infeasible one, and among
/// infeasible ones the smaller violation counts. With several objectives it is a complete trial that some complete feasible trial does not dominate or equal, and the minimum
/// delta must be 0. A study without a complete trial never ends this way.
/// </remarks>
public sealed class NoImprovementTerminator : ITerminator
{
    private readonly NoImprovementOptions _options;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public NoImprovementTerminator(NoImprovementOptions? options = null)
    {
        _options = options ?? new NoImprovementOptions();
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The study has several objectives and the options a minimum delta.</exception>
    public string? ReasonToStop(TerminationContext context)
    {
        if (context.Directions.Count > 1 && _options.MinimumDelta > 0) { throw new ArgumentException($"{nameof(NoImprovementOptions.MinimumDelta)} {_options.MinimumDelta} needs a study with one objective; this one has {context.Directions.Count}. Set it to 0."); }
        var counted = context.History.Where(x => x.State is TrialState.Complete or TrialState.Pruned).ToList();
        if (counted.Count < Math.Max(_options.MinimumTrials, _options.Trials + 1)) { return null; }
        var front = new List<Trial>();
        var lastImprovement = -1;
        for (var i = 0; i < counted.Count; i++)
        {
            if (counted[i].State != TrialState.Complete || front.Any(x => !Improves(counted[i], x, context.Directions))) { continue; }
            front.RemoveAll(x => Improves(counted[i], x, context.Directions) && !Improves(x, counted[i], context.Directions));
            front.Add(counted[i]);
            lastImprovement = i;
        }
        var since = counted.Count - 1 - lastImprovement;
        return lastImprovement < 0 || since < _options.Trials ? null : $"No improvement in the last {since} finished trials; the last was trial {counted[lastImprovement].Number}.";
    }

    private bool Improves(Trial trial, Trial than, IReadOnlyList<StudyDirection> directions)
    {
        if (trial.Violation != than.Violation) { return trial.Violation < than.Violation; }
        for (var i = 0; i < directions.Count; i++)
        {
            var gain = directions[i] == StudyDirection.Minimize ? than.Values[i] - trial.Values[i] : trial.Values[i] - than.Values[i];
            if (gain > 0 && gain >= _options.MinimumDelta) { return true; }
        }
        return false;
    }
}
