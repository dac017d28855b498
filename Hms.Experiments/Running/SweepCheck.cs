using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Tuning.Spaces;
using Hms.Tuning.Tuners.Grid;

namespace Hms.Experiments.Running;

/// <summary>What the sweep block says, held against the ranges that it searches.</summary>
internal static class SweepCheck
{
    /// <summary>First trials with values that no range has; a grid over a range that has no end of values; a pruner that trials of so few epochs cannot have.</summary>
    /// <param name="experiment">The experiment.</param>
    public static IEnumerable<Diagnostic> Run(ResolvedExperiment experiment)
    {
        if (!experiment.HasRanges) { yield break; }
        var settings = PipelineCheck.FirstSettings(experiment);
        var sweep = settings.Sweep;
        var space = SearchSpaceFactory.SpaceOf(experiment);
        foreach (var values in FirstTrials(sweep))
        {
            if (Error(() => space.Bind(values)) is { } error) { yield return Diagnostic.Error(DiagnosticCodes.Contradiction, experiment.Location("sweep.firstTrials"), error); }
        }
        if (sweep.Tuner == TunerChoice.Grid && Error(() => new GridTuner().TrialCount(space)) is { } endless)
        {
            yield return Diagnostic.Error(DiagnosticCodes.Contradiction, experiment.Location("sweep.tuner"), endless);
        }
        // Where only the data tell the number of folds, the plan of the sweep is the first to know.
        if ((sweep.Folds ?? settings.Folds.FoldCount) is { } folds && Error(() => new PrunerFactory(folds, TrainingLength.StepsPerFold(settings)).Create(sweep)) is { } pruner)
        {
            yield return Diagnostic.Error(DiagnosticCodes.Contradiction, experiment.Location("sweep.pruner"), pruner);
        }
    }

    /// <summary>The first trials as the engine takes them.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> FirstTrials(SweepSettings sweep) => [.. sweep.FirstTrials.Select(x => x.ToDictionary(p => p.Key, p => (object?)p.Value))];

    private static string? Error(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException) { return exception.Message; }
    }
}
