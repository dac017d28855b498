using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>Asks another pruner only about trials that have stopped improving.</summary>
/// <remarks>
/// A trial is spared while one of its last <see cref="PatientPrunerOptions.Patience"/> + 1 reports is better than (or equal to) all earlier ones, as in Optuna.
/// A trial that reports NaN is left to the wrapped pruner at once. With several objectives an improvement in any of them spares the trial.
/// </remarks>
public sealed class PatientPruner : IPruner, IPrunerDiagnostics
{
    private readonly IPruner _wrapped;
    private readonly PatientPrunerOptions _options;

    /// <summary>Takes the pruner to ask, and the options.</summary>
    /// <param name="wrapped">Decides about trials that no longer improve.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public PatientPruner(IPruner wrapped, PatientPrunerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        (_wrapped, _options) = (wrapped, options ?? new PatientPrunerOptions());
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
    }

    /// <inheritdoc />
    public PruningDecision Decide(PruningContext context) =>
        StepComparison.IsBroken(context) || !IsImproving(context) ? _wrapped.Decide(context) : PruningDecision.Continue;

    /// <inheritdoc />
    public string? Warn(PruningContext context) => (_wrapped as IPrunerDiagnostics)?.Warn(context);

    private bool IsImproving(PruningContext context)
    {
        var earlier = context.IntermediateValues.Count - _options.Patience - 1;
        if (earlier <= 0) { return true; }
        if (context.Directions.Count == 1) { return IsImproving([.. context.IntermediateValues.Values], earlier, context.Direction); }
        return Enumerable.Range(0, context.Directions.Count).Any(k =>
            IsImproving([.. context.IntermediateObjectives.Values.Select(x => k < x.Count ? x[k] : double.NaN)], earlier, context.Directions[k]));
    }

    private bool IsImproving(double[] values, int earlier, StudyDirection direction)
    {
        var sign = direction == StudyDirection.Minimize ? 1 : -1;
        var before = Least(values.AsSpan(0, Math.Min(earlier, values.Length)), sign);
        var after = Least(values.AsSpan(Math.Min(earlier, values.Length)), sign);
        return !(before + _options.MinimumDelta < after);
    }

    /// <summary>The best value, turned so that smaller is better; infinite when there is none.</summary>
    private static double Least(ReadOnlySpan<double> values, int sign)
    {
        var least = double.PositiveInfinity;
        foreach (var value in values) { least = sign * value < least ? sign * value : least; }
        return least;
    }
}
