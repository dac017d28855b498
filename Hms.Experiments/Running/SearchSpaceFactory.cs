using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Tuning.Pruners;
using Hms.Tuning.Spaces;
using Hms.Tuning.Tuners;

namespace Hms.Experiments.Running;

/// <summary>From the ranges and the sweep block of an experiment to the parts of the sweep engine.</summary>
internal static class SearchSpaceFactory
{
    /// <summary>The search space: every range and choice, under the path where it stands.</summary>
    public static SearchSpace SpaceOf(ResolvedExperiment experiment) => new(experiment.SearchParameters.Select(declaration =>
        new SearchParameter(declaration.Name, DistributionOf(declaration), declaration.Condition is { } condition ? new SearchCondition(condition.Parent, condition.ChoiceIndex) : null)));

    /// <summary>The settings of one trial.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="parameters">The trial's parameters.</param>
    public static ExperimentSettings Bind(ResolvedExperiment experiment, ParameterValues parameters) => experiment.Bind(parameters.ToDictionary(
        assignment => assignment.Name,
        assignment => assignment.Distribution is CategoricalDistribution ? new ChoiceIndex((int)assignment.InternalValue) : assignment.Value));

    /// <summary>The tuner that the sweep block names.</summary>
    public static ITuner TunerOf(SweepSettings sweep) => sweep.Tuner switch
    {
        TunerChoice.Random => new RandomTuner(),
        _ => new TpeTuner(sweep.StartupTrials is { } startup ? new TpeOptions { StartupTrials = startup } : new TpeOptions()),
    };

    /// <summary>The pruner that the sweep block names. It compares latest values: they are running means over folds, and rise when a new fold begins.</summary>
    /// <param name="sweep">The block.</param>
    /// <param name="totalSteps">Reports of a full trial, folds x epochs; null where epochs vary.</param>
    public static IPruner PrunerOf(SweepSettings sweep, int? totalSteps) => sweep.Pruner switch
    {
        MedianPrunerSettings median => new MedianPruner(new MedianPrunerOptions { StartupTrials = median.StartupTrials, WarmupSteps = median.WarmupSteps, TotalSteps = totalSteps, Compare = MedianComparison.Latest }),
        _ => new NonePruner(),
    };

    private static ParameterDistribution DistributionOf(SearchParameterDeclaration declaration) => declaration.Kind switch
    {
        SearchParameterKind.Float => new FloatDistribution(declaration.Low, declaration.High, declaration.Log, declaration.Step),
        SearchParameterKind.Int => new IntDistribution((long)declaration.Low, (long)declaration.High, declaration.Log, (long)(declaration.Step ?? 1)),
        _ => new CategoricalDistribution(declaration.ChoiceValues),
    };
}
