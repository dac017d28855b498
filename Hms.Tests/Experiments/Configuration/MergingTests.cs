using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;

namespace Hms.Tests.Experiments.Configuration;

public sealed class MergingTests
{
    [Fact]
    public void Extends_Objects_MergeKeyByKey()
    {
        var experiments = Experiment.File($$"""
            {
              "grandchild": { "extends": "child", "training": { "optimizer": { "adamW": { "beta1": 0.5 } } } },
              "child": { "extends": "base", "training": { "epochs": 3, "optimizer": { "adamW": { "learningRate": 0.01 } } } },
              "base": { {{Experiment.Base}}, "training": { "epochs": 7, "batchSize": 4 }, "seed": 9 }
            }
            """);
        var settings = experiments["grandchild"].Bind(Experiment.Values());
        Assert.Equal((3, 4, 9L), (settings.Training.Epochs, settings.Training.BatchSize, settings.Seed));
        Assert.Equal(new AdamWSettings { LearningRate = 0.01, Beta1 = 0.5 }, settings.Training.Optimizer);
        Assert.Equal(["grandchild", "child", "base"], experiments.Keys);
    }

    [Fact]
    public void Extends_ListInChild_Replaces()
    {
        var settings = Experiment.Child("\"transforms\": [{ \"arrange\": {} }]").Bind(Experiment.Values());
        Assert.Equal([new ArrangeStep()], settings.Transforms);
    }

    [Fact]
    public void Extends_OtherAlternativeInChild_ReplacesTheParents()
    {
        var experiments = Experiment.File($$"""
            {
              "base": { {{Experiment.Base}}, "training": { "schedule": { "constant": {} } }, "sweep": { "pruner": { "median": { "startupTrials": 9 } } } },
              "child": { "extends": "base", "training": { "schedule": { "cosine": {} } }, "sweep": { "pruner": "none" } },
              "same": { "extends": "base", "sweep": { "pruner": { "median": { "warmupSteps": 3 } } } }
            }
            """);
        Assert.Equal((new CosineSettings(), new NonePrunerSettings()), Bound(experiments["child"]));
        Assert.Equal((new ConstantSettings(), new MedianPrunerSettings { StartupTrials = 9, WarmupSteps = 3 }), Bound(experiments["same"]));

        static (ScheduleSettings, PrunerSettings) Bound(ResolvedExperiment experiment)
        {
            var settings = experiment.Bind(Experiment.Values());
            return (settings.Training.Schedule, settings.Sweep.Pruner);
        }
    }

    [Fact]
    public void Extends_RangeAndValue_ReplaceEachOther()
    {
        var experiments = Experiment.File($$"""
            {
              "base": { {{Experiment.Base}} },
              "varied": { "extends": "base", "model": { "dropout": { "range": [0, 0.5] } } },
              "settled": { "extends": "varied", "model": { "dropout": 0.25 } }
            }
            """);
        Assert.Equal("model.dropout", Assert.Single(experiments["varied"].SearchParameters).Name);
        Assert.False(experiments["settled"].HasRanges);
        Assert.Equal(0.25, experiments["settled"].Bind(Experiment.Values()).Model.Dropout);
    }

    [Fact]
    public void Data_OfTheFile_IsTheParentOfEveryExperiments()
    {
        var experiments = Experiment.File(
            $$"""
            {
              "as-file": { {{Experiment.Base}} },
              "smaller": { {{Experiment.Base}}, "data": { "synthetic": { "patients": 12 } } },
              "real": { {{Experiment.Base}}, "data": { "hms": { "root": "hms-data" } } }
            }
            """,
            "\"data\": { \"synthetic\": { \"patients\": 30, \"seed\": 5 } },");
        Assert.Equal(new SyntheticDataSettings { Patients = 30, Seed = 5 }, experiments["as-file"].Bind(Experiment.Values()).Data);
        Assert.Equal(new SyntheticDataSettings { Patients = 12, Seed = 5 }, experiments["smaller"].Bind(Experiment.Values()).Data);
        Assert.Equal("hms-data", Assert.IsType<HmsDataSettings>(experiments["real"].Bind(Experiment.Values()).Data).Root);
    }

    [Fact]
    public void Null_OnAValueThatMayBeUnset_RemovesTheInherited()
    {
        var filter = Experiment.Child("\"override\": { \"filter.lowCutoffHz\": null }").Bind(Experiment.Values()).Transforms.OfType<FilterStep>().Single();
        Assert.Equal((null, (double?)20), (filter.LowCutoffHz, filter.HighCutoffHz));
    }

    [Fact]
    public void About_OfTheParent_IsNotInherited()
    {
        var experiments = Experiment.File($$"""{ "base": { "about": "The base.", {{Experiment.Base}} }, "child": { "extends": "base" } }""");
        Assert.Equal(("The base.", ""), (experiments["base"].About, experiments["child"].About));
    }

    [Fact]
    public void Override_Paths_SetSingleValues()
    {
        var settings = Experiment.Child(
            """
            "override": {
              "normalize.scope": "datawide", "clipPower.lowLn": -5, "training.epochs": 2,
              "training.optimizer.adamW.weightDecay": 0.1, "training.schedule": "constant", "folds.groupKFold.count": 3, "montage": { "name": "referential" }
            }
            """).Bind(Experiment.Values());
        Assert.Equal(NormalizeScope.Datawide, settings.Transforms.OfType<NormalizeStep>().Single().Scope);
        Assert.Equal([new ClipStep { Id = "clipEeg", High = 1024 }, new ClipStep { Id = "clipPower", LowLn = -5, HighLn = 10 }], settings.Transforms.OfType<ClipStep>());
        Assert.Equal((2, 0.1, 3), (settings.Training.Epochs, ((AdamWSettings)settings.Training.Optimizer).WeightDecay, settings.Folds.FoldCount));
        Assert.IsType<ConstantSettings>(settings.Training.Schedule);
        Assert.Equal(MontageName.Referential, settings.Transforms.OfType<MontageStep>().Single().Name);
    }

    [Fact]
    public void Override_InTheParent_HoldsInTheChild()
    {
        var experiments = Experiment.File($$"""
            {
              "base": { {{Experiment.Base}} },
              "child": { "extends": "base", "override": { "training.epochs": 2, "normalize.scope": "datawide" } },
              "grandchild": { "extends": "child", "training": { "epochs": 4 } }
            }
            """);
        var settings = experiments["grandchild"].Bind(Experiment.Values());
        Assert.Equal((4, NormalizeScope.Datawide), (settings.Training.Epochs, settings.Transforms.OfType<NormalizeStep>().Single().Scope));
        Assert.Equal(NormalizeScope.Instance, experiments["base"].Bind(Experiment.Values()).Transforms.OfType<NormalizeStep>().Single().Scope);
    }

    [Fact]
    public void Override_UnknownAddress_SuggestsTheWholePath()
    {
        var problem = Assert.Single(Experiment.Problems("\"override\": { \"clipPwer.lowLn\": -5 }"));
        Assert.Equal((DiagnosticCodes.UnknownAddress, "clipPower.lowLn"), (problem.Code, problem.Suggestion));
    }

    [Theory]
    [InlineData("a\\n", false)]
    [InlineData("a b", false)]
    [InlineData("a-b_1", true)]
    public void StepId_Form_IsAnIdentifier(string id, bool isValid) =>
        Assert.Equal(isValid, Experiment.Problems($"\"transforms\": [{{ \"log\": {{ \"id\": \"{id}\" }} }}]").Count == 0);

    [Fact]
    public void Override_ThatContradicts_IsReportedAtTheOverride()
    {
        var problem = Assert.Single(Experiment.Problems("\"override\": { \"filter.highCutoffHz\": 0.25 }"));
        Assert.Equal((DiagnosticCodes.Contradiction, "lowCutoffHz 0.5 must be below highCutoffHz 0.25."), (problem.Code, problem.Message));
        Assert.Equal("/experiments/child/override/filter.highCutoffHz", problem.Pointer);
    }

    [Fact]
    public void Problem_OfAnExtendedExperiment_IsReportedOnce()
    {
        var text = $$"""{ "experiments": { "base": { {{Experiment.Base}}, "sweep": { "folds": 9 } }, "a": { "extends": "base" }, "b": { "extends": "a" } } }""";
        Assert.Equal(DiagnosticCodes.Contradiction, Assert.Single(ExperimentsFile.Parse(text, "test.json").Diagnostics).Code);
    }
}
