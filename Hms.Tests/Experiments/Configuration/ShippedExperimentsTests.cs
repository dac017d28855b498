using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Configuration;

public sealed class ShippedExperimentsTests
{
    private static readonly ExperimentsResult Shipped = ExperimentsFile.Load(Path.Combine(Repository.Root, "experiments.json"));

    [Fact]
    public void Load_ShippedFile_HasNoProblems() => Assert.Empty(Shipped.Diagnostics);

    [Fact]
    public void Load_FileOfTheBenchmarks_HasNoProblemsAndComparesOnTheSameFolds()
    {
        var comparison = ExperimentsFile.Load(Path.Combine(Repository.Root, "docs", "benchmarks", "networks.experiments.json"));
        Assert.Empty(comparison.Diagnostics);
        var settings = comparison.Experiments.Values.Select(experiment => experiment.Bind(new Dictionary<string, object?>())).ToArray();
        Assert.Single(settings.Select(one => (one.Folds, one.Seed)).Distinct());
    }

    [Fact]
    public void Quickstart_Columns_NeedTheEegOnly()
    {
        var settings = BindMiddle("quickstart");
        Assert.Equal(["Eeg"], ColumnFlow.Of(settings.Transforms).Sources);
        Assert.Equal("small_cnn", settings.Model.Network);
        Assert.IsType<SyntheticDataSettings>(settings.Data);
    }

    [Fact]
    public void BaselineEfficientNetB0_Settings_AreThePapers()
    {
        var settings = BindMiddle("baseline-efficientnetb0");
        var clip = Assert.Single(settings.Transforms.OfType<ClipStep>());
        Assert.Equal((Math.Exp(-6), Math.Exp(10)), (clip.LowLimit, clip.HighLimit));
        Assert.Equal(new AdamWSettings { LearningRate = 0.001, Beta1 = 0.5, Beta2 = 0.999, WeightDecay = 0.01 }, settings.Training.Optimizer);
        Assert.Equal((9, 16, 5, 3131L), (settings.Training.Epochs, settings.Training.BatchSize, settings.Folds.FoldCount, settings.Seed));
        Assert.Equal(["Spectrogram"], ColumnFlow.Of(settings.Transforms).Sources);
    }

    [Fact]
    public void EegAndSpectrogram_Columns_NeedBothAndYieldOneImage()
    {
        var flow = ColumnFlow.Of(BindMiddle("eeg-and-spectrogram").Transforms);
        Assert.Equal(["Eeg", "Spectrogram"], flow.Sources);
        Assert.Equal("Image", flow.FeatureColumn);
        Assert.Equal(["Eeg", "Spectrogram"], flow.Steps[^1].Inputs);
    }

    [Fact]
    public void ClassRebalancing_Steps_AreTheBaselinesAndOneMore()
    {
        var baseline = BindMiddle("baseline-efficientnetb0").Transforms;
        var rebalancing = BindMiddle("class-rebalancing").Transforms;
        Assert.Equal([.. baseline, new RebalanceStep { Strategy = RebalanceStrategy.Oversample }], rebalancing);
    }

    [Fact]
    public void HyperparameterSearch_Parameters_AreThePapers()
    {
        var names = Shipped.Experiments["hyperparameter-search"].SearchParameters.Select(parameter => parameter.Name);
        Assert.Equal(
            [
                "clipPower.lowLn", "clipPower.highLn", "normalize.scope", "model.dropout", "training.optimizer.adamW.learningRate", "training.optimizer.adamW.beta1",
                "training.optimizer.adamW.beta2", "training.optimizer.adamW.weightDecay", "training.schedule",
            ],
            names);
    }

    private static ExperimentSettings BindMiddle(string name)
    {
        var experiment = Shipped.Experiments[name];
        return experiment.Bind(experiment.SearchParameters.ToDictionary(
            parameter => parameter.Name,
            parameter => parameter.Kind switch
            {
                SearchParameterKind.Categorical => new ChoiceIndex(0),
                SearchParameterKind.Int => (object?)(long)parameter.Low,
                _ => (parameter.Low + parameter.High) / 2,
            }));
    }
}
