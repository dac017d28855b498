using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>Prunes a trial whose value is worse than the median, over the complete trials, of the values at this step; and one that reports NaN.</summary>
/// <remarks>
/// The trial's value is its best so far or its latest (<see cref="MedianPrunerOptions.Compare"/>). The rule of Google Vizier (Golovin et al., KDD 2017) as Optuna
/// applies it, but by default a tenth of the steps is warm-up, and a trial that has made all its reports is never pruned: nothing is saved, and its result would be lost.
/// </remarks>
public sealed class MedianPruner : IPruner
{
    private const int WarmupDivisor = 10;
    private readonly MedianPrunerOptions _options;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public MedianPruner(MedianPrunerOptions? options = null)
    {
        _options = options ?? new MedianPrunerOptions();
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
    }

    /// <summary>Start-up and warm-up, the rest by default.</summary>
    /// <param name="startupTrials">Complete trials before any trial is pruned.</param>
    /// <param name="warmupSteps">Reports of a trial that are never judged.</param>
    public MedianPruner(int startupTrials, int warmupSteps)
        : this(new MedianPrunerOptions { StartupTrials = startupTrials, WarmupSteps = warmupSteps }) { }

    /// <inheritdoc />
    public PruningDecision Decide(PruningContext context)
    {
        var complete = context.History.Where(x => x.State == TrialState.Complete).ToList();
        if (complete.Count < _options.StartupTrials) { return PruningDecision.Continue; }
        var latest = context.IntermediateValues[context.Step];
        if (IsLast(context.IntermediateValues.Count, complete)) { return PruningDecision.Continue; }
        if (double.IsNaN(latest)) { return PruningDecision.Prune; }
        if (!IsJudged(context.IntermediateValues.Count, complete)) { return PruningDecision.Continue; }
        var others = new List<double>(complete.Count);
        foreach (var trial in complete)
        {
            if (trial.IntermediateValues.TryGetValue(context.Step, out var value) && !double.IsNaN(value)) { others.Add(value); }
        }
        if (others.Count < _options.MinimumTrialsAtStep) { return PruningDecision.Continue; }
        var isMinimized = context.Direction == StudyDirection.Minimize;
        var judged = _options.Compare == MedianComparison.Latest ? latest : Best(context.IntermediateValues.Values, isMinimized);
        var median = Median(others);
        return (isMinimized ? judged > median : judged < median) ? PruningDecision.Prune : PruningDecision.Continue;
    }

    /// <summary>Whether the trial's work is done. A number learnt from others does not bind a longer trial: what it reports beyond is judged again.</summary>
    private bool IsLast(int reports, List<Trial> complete) =>
        _options.TotalSteps is { } total ? reports >= total : reports == complete.Max(x => x.IntermediateValues.Count);

    private static double Best(IEnumerable<double> values, bool isMinimized)
    {
        var numbers = values.Where(x => !double.IsNaN(x));
        return isMinimized ? numbers.Min() : numbers.Max();
    }

    private bool IsJudged(int reports, List<Trial> complete)
    {
        var total = _options.TotalSteps ?? complete.Max(x => x.IntermediateValues.Count);
        var warmup = _options.WarmupSteps ?? Math.Max(1, (total + WarmupDivisor - 1) / WarmupDivisor);
        return reports > warmup && (reports - warmup - 1) % _options.IntervalSteps == 0;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }
}
