using Hms.Experiments;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;

namespace Hms.Tests.Experiments.Configuration;

public sealed class ScaleTests
{
    private const string Tiny = """ { "rows": 300, "folds": 2, "epochs": 2, "imagePixels": 96, "batchSize": 8, "threads": 1, "trials": 6, "data": { "synthetic": { "patients": 24 } } } """;

    [Fact]
    public void Find_LargerExperiment_IsCutToTheScale()
    {
        var settings = At(Tiny, """ "training": { "epochs": 9, "batchSize": 16, "threads": 4 }, "sweep": { "trials": 60, "folds": 3 } """);
        Assert.Equal((2, 8, 1), (settings.Training.Epochs, settings.Training.BatchSize, settings.Training.Threads));
        Assert.Equal((300, 2, 6, 2), (settings.Rows.AtMost, settings.Folds.FoldCount, settings.Sweep.Trials, settings.Sweep.Folds));
        Assert.Equal(new SyntheticDataSettings { Patients = 24 }, settings.Data);
    }

    [Fact]
    public void Find_SmallerExperiment_StaysAsItIs()
    {
        var settings = At(Tiny, """ "training": { "epochs": 1, "batchSize": 4 }, "sweep": { "trials": 3 }, "rows": { "atMost": 20 }, "data": { "synthetic": { "patients": 5 } }, "folds": { "stratifiedGroupKFold": { "count": 2 } } """);
        Assert.Equal((1, 4, 20, 3), (settings.Training.Epochs, settings.Training.BatchSize, settings.Rows.AtMost, settings.Sweep.Trials));
        Assert.IsType<StratifiedGroupKFoldSettings>(settings.Folds);
    }

    [Fact]
    public void Find_Images_AreLimitedSideBySide()
    {
        var settings = At(Tiny, """ "transforms": [{ "arrange": { "layout": "single" } }, { "resize": { "height": 64, "width": 512 } }] """);
        var resize = Assert.IsType<ResizeStep>(settings.Transforms[1]);
        Assert.Equal((64, 96), (resize.Height, resize.Width));
    }

    [Theory]
    [InlineData(""" "secondStage": { "epochs": 5 } """, 1, 1)]
    [InlineData(""" "secondStage": { "epochs": 5 }, "warmUp": { "epochs": 2 } """, 1, 1)]
    public void Find_TwoStages_KeepsBoth(string training, int first, int second)
    {
        var settings = At(Tiny, $$""" "training": { "epochs": 9, {{training}} } """);
        Assert.Equal((first, second), (settings.Training.Epochs, settings.Training.SecondStage!.Epochs));
        Assert.Null(settings.Training.WarmUp);
    }

    [Fact]
    public void Find_ValueThatVaries_StaysDeclared()
    {
        var experiment = Parse(Tiny, """ "training": { "epochs": { "choice": [5, 9] } } """).Find("child", "tiny");
        Assert.Equal("training.epochs", Assert.Single(experiment.SearchParameters).Name);
    }

    [Fact]
    public void Find_Full_IsTheExperimentAsDeclared()
    {
        var parsed = Parse(Tiny, """ "training": { "epochs": 9 } """);
        Assert.Same(parsed.Experiments["child"], parsed.Find("child", ExperimentsResult.FullScale));
    }

    [Fact]
    public void Find_UnknownScale_NamesTheKnownOnes()
    {
        var error = Assert.Throws<UserErrorException>(() => Parse(Tiny, "").Find("child", "tniy"));
        Assert.Equal("test.json has no scale \"tniy\"; did you mean \"tiny\"? Known: full, tiny.", error.Message);
    }

    [Fact]
    public void Find_ScaleThatContradicts_IsRefusedAtTheValue()
    {
        var parsed = Parse(Tiny, """ "sweep": { "trials": 60, "rounds": 5 } """);
        var error = Assert.Throws<DiagnosticsException>(() => parsed.Find("child", "tiny"));
        Assert.Contains("6 trials cannot be split into 5 rounds", Assert.Single(error.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "scales": { "full": {} } """, "is the scale of the experiments as they are declared")]
    [InlineData(""" "scales": { "tiny": { "fold": 2 } } """, "did you mean \"folds\"")]
    [InlineData(""" "scales": { "tiny": { "epochs": { "choice": [1, 2] } } } """, "may not vary")]
    [InlineData(""" "ensembles": { "e": { "members": ["base"] } } """, "members")]
    [InlineData(""" "ensembles": { "e": {} } """, "needs the key \"members\"")]
    [InlineData(""" "ensembles": { "e": { "members": ["base", "chlid"] } } """, "did you mean \"child\"")]
    [InlineData(""" "ensembles": { "child": { "members": ["base", "child"] } } """, "is the name of an experiment already")]
    [InlineData(""" "ensembles": { "e": { "members": ["base", "child"], "combine": "meen" } } """, "did you mean \"mean\"")]
    public void Parse_BrokenScalesAndEnsembles_AreRefusedByName(string block, string words)
    {
        var result = ExperimentsFile.Parse($$"""{ {{block}}, "experiments": { "base": { {{Experiment.Base}} }, "child": { "extends": "base" } } }""", "test.json");
        Assert.Contains(result.Diagnostics, problem => problem.Message.Contains(words, StringComparison.Ordinal));
        Assert.Empty(result.Experiments);
    }

    [Fact]
    public void Ensembles_AsDeclared_AreBoundInFileOrder()
    {
        var result = ExperimentsFile.Parse($$"""
            { "experiments": { "base": { {{Experiment.Base}} }, "child": { "extends": "base" } },
              "ensembles": { "z": { "members": ["base", "child"], "combine": { "stack": { "features": ["mean", "predictions"], "hidden": [8] } } }, "a": { "members": ["child", "base"], "calibration": "temperature" } } }
            """, "test.json");
        Assert.Empty(result.Diagnostics);
        Assert.Equal(["z", "a"], result.Ensembles.Keys);
        var stack = Assert.IsType<StackCombineSettings>(result.Ensembles["z"].Combine);
        Assert.Equal([StackFeature.Mean, StackFeature.Predictions], stack.Features);
        Assert.Equal([8], stack.Hidden);
        Assert.Equal(CalibrationChoice.Temperature, result.Ensembles["a"].Calibration);
        Assert.IsType<MeanCombineSettings>(result.Ensembles["a"].Combine);
    }

    [Fact]
    public void Paper_OfTheParent_IsNotInherited()
    {
        var result = ExperimentsFile.Parse($$"""
            { "experiments": { "base": { "paper": { "reproduces": "Table 1", "kl": 0.46 }, {{Experiment.Base}} }, "child": { "extends": "base" } } }
            """, "test.json");
        Assert.Equal(0.46, result.Experiments["base"].Bind(Experiment.Values()).Paper!.Kl);
        Assert.Null(result.Experiments["child"].Bind(Experiment.Values()).Paper);
        Assert.Equal(result.Experiments["base"].CanonicalJson, result.Experiments["child"].CanonicalJson);
    }

    private static ExperimentSettings At(string scale, string members) => Parse(scale, members).Find("child", "tiny").Bind(Experiment.Values());

    private static ExperimentsResult Parse(string scale, string members)
    {
        var result = ExperimentsFile.Parse($$"""
            { "scales": { "tiny": {{scale}} }, "experiments": { "base": { {{Experiment.Base}} }, "child": { "extends": "base"{{(members.Length == 0 ? "" : ", ")}}{{members}} } } }
            """, "test.json");
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        return result;
    }
}
