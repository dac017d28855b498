using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Tests.Support;
using Hms.Training;
using Hms.Training.Features;

namespace Hms.Tests.Experiments.Configuration;

/// <summary>model.learner, from experiments.json to the options of the learner.</summary>
public sealed class LearnerSettingsTests
{
    private const string Steps = """{ "montage": { "name": "average" } }, { "bandPower": { "layout": "vector", "output": "Powers" } }""";

    [Fact]
    public void Learner_EveryOption_ReachesTheLearner()
    {
        Assert.Equal(
            new LightGbmLearner { Leaves = 7, LearningRate = 0.05, Trees = 30, MinimumRowsPerLeaf = 3, L1 = 0.5, L2 = 2, FeatureFraction = 0.4, RowFraction = 0.8, MaximumBins = 63 },
            Options("""{ "lightGbm": { "leaves": 7, "learningRate": 0.05, "trees": 30, "minimumRowsPerLeaf": 3, "l1": 0.5, "l2": 2, "featureFraction": 0.4, "rowFraction": 0.8, "maximumBins": 63 } }""").Learner);
        Assert.Equal(
            new FastTreeLearner { Leaves = 7, LearningRate = 0.05, Trees = 30, MinimumRowsPerLeaf = 3, FeatureFraction = 0.4, MaximumBins = 63 },
            Options("""{ "fastTree": { "leaves": 7, "learningRate": 0.05, "trees": 30, "minimumRowsPerLeaf": 3, "featureFraction": 0.4, "maximumBins": 63 } }""").Learner);
        Assert.Equal(
            new LogisticRegressionLearner { L1 = 0.5, L2 = 2, Iterations = 9, Tolerance = 0.001 },
            Options("""{ "logisticRegression": { "l1": 0.5, "l2": 2, "iterations": 9, "tolerance": 0.001 } }""").Learner);
    }

    [Fact]
    public void Learner_Defaults_AreThoseOfTheLearner()
    {
        Assert.Equal(new LightGbmLearner(), Options("\"lightGbm\"").Learner);
        Assert.Equal(new FastTreeLearner(), Options("\"fastTree\"").Learner);
        Assert.Equal(new LogisticRegressionLearner(), Options("\"logisticRegression\"").Learner);
    }

    [Fact]
    public void Training_KeepAndThreads_ReachTheLearner()
    {
        var options = Options("\"lightGbm\"", """, "training": { "keep": "best", "threads": 3, "highVotes": 12 }""");
        Assert.Equal((EpochToKeep.BestEpoch, 3, 12, "VoteCount"), (options.Keep, options.Threads, options.HighVotes, options.VoteCountColumn));
    }

    [Theory]
    [InlineData("""{ "dropout": 0.1 }""", "HMS114", "a model needs a \"network\" or a \"learner\"")]
    [InlineData("""{ "network": "small_cnn", "learner": "lightGbm" }""", "HMS140", "not both")]
    [InlineData("""{ "learner": "lightGbm", "dropout": 0 }""", "HMS142", "model.dropout belongs to a network")]
    [InlineData("""{ "learner": "lightGMB" }""", "HMS112", "lightGbm")]
    public void Model_ThatMakesNoSense_IsReported(string model, string code, string message)
    {
        var problem = Assert.Single(Problems(Steps, model));
        Assert.Equal(code, problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_OptionsOfANetworkBesideALearner_AreReportedOneByOne()
    {
        var problems = Problems(Steps, """{ "learner": "lightGbm" }""", """, "training": { "epochs": 3, "batchSize": 8, "optimizer": "adamW", "threads": 2, "keep": "last" }""");
        Assert.Equal(["training.epochs", "training.batchSize", "training.optimizer"], problems.Select(problem => problem.Message.Split(' ')[0]));
        Assert.All(problems, problem => Assert.Equal("HMS142", problem.Code));
    }

    [Fact]
    public void Augment_AnewInEachEpoch_IsRefusedForALearner()
    {
        var problem = Assert.Single(Problems("""{ "montage": { "name": "average" } }, { "spectrogram": {} }, { "augment": { "mixup": 0.5 } }""", """{ "learner": "lightGbm" }"""));
        Assert.Contains("write copies", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PipelineCheck_Vector_FitsALearnerButNoNetwork()
    {
        Assert.Empty(PipelineCheck.Run(Resolve(Steps, """{ "learner": "lightGbm" }""")));
        Assert.Contains(PipelineCheck.Run(Resolve(Steps, """{ "network": "small_cnn" }""")), problem => problem.Code == DiagnosticCodes.PipelineShape);
    }

    [Fact]
    public void Choice_OfLearners_MakesTheirRangesConditional()
    {
        var experiment = Resolve(Steps, """{ "learner": { "choice": [{ "lightGbm": { "leaves": { "range": [7, 31] } } }, { "logisticRegression": { "l2": { "range": [0.1, 1] } } }] } }""");
        Assert.Equal(
            [("model.learner", null), ("model.learner.lightGbm.leaves", new SearchParameterCondition("model.learner", 0)), ("model.learner.logisticRegression.l2", new SearchParameterCondition("model.learner", 1))],
            experiment.SearchParameters.Select(parameter => (parameter.Name, parameter.Condition)));
        var settings = experiment.Bind(Experiment.Values(("model.learner", "logisticRegression"), ("model.learner.logisticRegression.l2", 0.5)));
        Assert.Equal(new LogisticRegressionLearnerSettings { L2 = 0.5 }, settings.Model.Learner);
    }

    [Fact]
    public void Extends_NetworkReplacedByALearner_NeedsNull()
    {
        Assert.Empty(Experiment.Problems("\"model\": { \"network\": null, \"learner\": \"fastTree\" }"));
        Assert.Contains("not both", Assert.Single(Experiment.Problems("\"model\": { \"learner\": \"fastTree\" }")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Guide_FirstExperiment_IsAsWritten()
    {
        var members = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "feature-learners.md")).Split("```json")[1].Split("```")[0];
        Assert.Empty(PipelineCheck.Run(Experiment.File($$"""{ "x": { {{members}} } }""")["x"]));
    }

    private static FeatureClassificationOptions Options(string learner, string members = "") =>
        LearnerOptions.Of(PipelineCheck.FirstSettings(Resolve(Steps, $$"""{ "learner": {{learner}} }""", members)), "Powers");

    private static ResolvedExperiment Resolve(string steps, string model, string members = "") =>
        Experiment.File($$"""{ "x": { "transforms": [{{steps}}], "model": {{model}}{{members}} } }""")["x"];

    private static IReadOnlyList<Diagnostic> Problems(string steps, string model, string members = "") =>
        ExperimentsFile.Parse($$"""{ "experiments": { "x": { "transforms": [{{steps}}], "model": {{model}}{{members}} } } }""", "test.json").Diagnostics;
}
