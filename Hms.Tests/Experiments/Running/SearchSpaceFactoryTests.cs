using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Configuration.Syntax;
using Hms.Experiments.Running;
using Hms.Tests.Experiments.Configuration;
using Hms.Tuning.Spaces;

namespace Hms.Tests.Experiments.Running;

public sealed class SearchSpaceFactoryTests
{
    private static readonly ResolvedExperiment Varied = Experiment.Child(
        """
        "override": { "filter.order": { "range": [2, 6], "step": 2 }, "normalize.scope": { "choice": ["instance", "datawide"] } },
        "model": { "dropout": { "range": [0.0, 0.5], "step": 0.125 } },
        "training": {
          "epochs": 3,
          "optimizer": { "adamW": { "learningRate": { "range": [0.0001, 0.1], "log": true } } },
          "schedule": { "choice": [{ "cosine": {} }, { "constant": {} }] }
        }
        """);

    [Fact]
    public void SpaceOf_RangesAndChoices_BecomeDistributionsUnderTheirPaths()
    {
        var space = SearchSpaceFactory.SpaceOf(Varied);
        Assert.Equal(new IntDistribution(2, 6, false, 2), space.Find("filter.order")!.Distribution);
        Assert.Equal(new FloatDistribution(0, 0.5, false, 0.125), space.Find("model.dropout")!.Distribution);
        Assert.Equal(new FloatDistribution(0.0001, 0.1, true), space.Find("training.optimizer.adamW.learningRate")!.Distribution);
        Assert.Equal(["instance", "datawide"], Assert.IsType<CategoricalDistribution>(space.Find("normalize.scope")!.Distribution).Choices);
        Assert.Equal(Varied.SearchParameters.Select(p => p.Name), space.Parameters.Select(p => p.Name));
        Assert.Empty(SearchSpace.Validate(space.Parameters));
    }

    [Fact]
    public void Bind_ValuesOfATrial_ReachTheSettings()
    {
        var space = SearchSpaceFactory.SpaceOf(Varied);
        var schedule = space.Parameters.Single(p => p.Name.StartsWith("training.schedule", StringComparison.Ordinal));
        var values = new ParameterValues(space.Parameters.Select(p => new ParameterAssignment(p.Name, p.Distribution, p.Name switch
        {
            "filter.order" => 4,
            "model.dropout" => 0.375,
            "training.optimizer.adamW.learningRate" => 0.01,
            _ => 1, // the second choice
        })));
        var settings = SearchSpaceFactory.Bind(Varied, values);
        Assert.Equal(4, settings.Transforms.OfType<FilterStep>().Single().Order);
        Assert.Equal(NormalizeScope.Datawide, settings.Transforms.OfType<NormalizeStep>().Single().Scope);
        Assert.Equal(0.375, settings.Model.Dropout);
        Assert.Equal(0.01, Assert.IsType<AdamWSettings>(settings.Training.Optimizer).LearningRate);
        Assert.IsType<ConstantSettings>(settings.Training.Schedule);
        Assert.IsType<CategoricalDistribution>(schedule.Distribution);
    }

    [Fact]
    public void SpaceOf_RangeInsideAChoice_IsConditional()
    {
        // The shipped alternatives that may vary have no values of their own yet: the declarations are made by hand.
        var place = new SourceLocation("test.json", 1, 1, "");
        var tree = (SyntaxObject)SyntaxReader.Read("{}"u8, "test.json", new DiagnosticBag())!;
        var experiment = new ResolvedExperiment("x", tree,
        [
            (tree, new SearchParameterDeclaration { Name = "solver", Kind = SearchParameterKind.Categorical, Choices = ["plain", "momentum"], ChoiceValues = ["plain", "momentum"], Location = place }),
            (tree, new SearchParameterDeclaration { Name = "solver.momentum.decay", Kind = SearchParameterKind.Float, Low = 0.5, High = 0.9, Condition = new SearchParameterCondition("solver", 1), Location = place }),
        ]);
        Assert.Equal(new SearchCondition("solver", 1), SearchSpaceFactory.SpaceOf(experiment).Find("solver.momentum.decay")!.Condition);
    }
}
