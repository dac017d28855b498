using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Tuning.Spaces;

namespace Hms.Experiments.Running;

/// <summary>From the ranges of an experiment to a search space, and from the values of a trial to settings.</summary>
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

    private static ParameterDistribution DistributionOf(SearchParameterDeclaration declaration) => declaration.Kind switch
    {
        SearchParameterKind.Float => new FloatDistribution(declaration.Low, declaration.High, declaration.Log, declaration.Step),
        SearchParameterKind.Int => new IntDistribution((long)declaration.Low, (long)declaration.High, declaration.Log, (long)(declaration.Step ?? 1)),
        _ => new CategoricalDistribution(declaration.ChoiceValues),
    };
}
