using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Pipelines;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Configuration;

public sealed class ShippedExperimentsTests
{
    private static readonly ExperimentsResult Shipped = ExperimentsFile.Load(Path.Combine(Repository.Root, "experiments.json"));

    private static readonly ExperimentsResult More = ExperimentsFile.Load(Path.Combine(Repository.Root, "samples", "more-experiments.json"));

    [Fact]
    public void Load_ShippedFiles_HaveNoProblems()
    {
        Assert.Empty(Shipped.Diagnostics);
        Assert.Empty(More.Diagnostics);
        Assert.All(More.Experiments.Values, experiment => Assert.Empty(PipelineCheck.Run(experiment)));
    }

    [Theory] // the figures that the paper and the notebook report
    [InlineData("baseline-efficientnetb1", 0.46)]
    [InlineData("datawide-normalization", 0.41)]
    [InlineData("class-rebalancing", 0.53)]
    [InlineData("own-spectrograms", 0.44)]
    [InlineData("magic-formula", 0.63)]
    [InlineData("kaggle-plus-eeg", 0.59)]
    [InlineData("baseline-ensemble", 0.41)]
    [InlineData("datawide-ensemble", 0.39)]
    [InlineData("tuned-ensemble", 0.39)]
    [InlineData("final-ensemble", 0.34)]
    public void Paper_PublishedFigure_StandsBesideTheExperiment(string name, double kl)
    {
        var paper = Shipped.Ensembles.TryGetValue(name, out var ensemble) ? ensemble.Paper! : BindMiddle(name).Paper!;
        Assert.Equal(kl, paper.Kl);
        Assert.NotNull(paper.MeasuredOn);
    }

    [Fact]
    public void Paper_EveryExperimentButTheQuickstart_SaysWhatItReproduces()
    {
        Assert.Equal(["quickstart"], Shipped.Experiments.Keys.Where(name => BindMiddle(name).Paper is null));
        Assert.All(Shipped.Ensembles.Values, ensemble => Assert.NotNull(ensemble.Paper));
    }

    [Theory]
    [InlineData("baseline-resnet34d", "resnet34d")]
    [InlineData("baseline-efficientnetb0", "efficientnet_b0")]
    [InlineData("baseline-efficientnetb1", "efficientnet_b1")]
    public void Baseline_Networks_DifferInNothingElse(string name, string network)
    {
        var settings = BindMiddle(name);
        Assert.Equal(network, settings.Model.Network);
        var first = BindMiddle("baseline-resnet34d");
        Assert.Equal(first.Transforms, settings.Transforms);
        Assert.Equal((first.Training, first.Rows, first.Folds, first.Seed), (settings.Training, settings.Rows, settings.Folds, settings.Seed));
    }

    [Fact]
    public void DatawideNormalization_Difference_IsTheScopeAlone()
    {
        var baseline = BindMiddle("baseline-efficientnetb1");
        var datawide = BindMiddle("datawide-normalization");
        Assert.Equal(baseline.Transforms.Select(step => step is NormalizeStep one ? one with { Scope = NormalizeScope.Datawide } : step), datawide.Transforms);
        Assert.Equal((baseline.Model, baseline.Training, baseline.Folds, baseline.Seed), (datawide.Model, datawide.Training, datawide.Folds, datawide.Seed));
    }

    [Fact]
    public void OwnSpectrograms_Stft_IsTheCallsOfThePaper()
    {
        var steps = BindMiddle("own-spectrograms").Transforms;
        var stft = Assert.Single(steps.OfType<SpectrogramStep>());
        Assert.Equal((150, 150 - 128, 256, SpectrogramWindow.Tukey, 0.25), (stft.WindowSamples, stft.HopSamples, stft.FftLength, stft.Window, stft.TukeyFraction));
        Assert.Equal((DetrendMethod.Constant, SpectrogramScaling.Density, SpectrogramPadding.None), (stft.Detrend, stft.Scaling, stft.Padding));
        Assert.Equal(200, Assert.Single(steps.OfType<ScaleStep>()).Factor); // a density at fs = 1 is 200 times that at 200 Hz
        Assert.Equal(["LL", "LP", "RP", "RL"], Assert.Single(steps.OfType<StackRowsStep>()).Channels);
        Assert.Equal(NormalizeScope.Datawide, Assert.Single(steps.OfType<NormalizeStep>()).Scope);
        var denoised = BindMiddle("own-spectrograms-denoised").Transforms;
        Assert.Equal(steps.Select(step => step.GetType()), denoised.Where(step => step is not DenoiseStep).Select(step => step.GetType()));
    }

    [Fact]
    public void TunedB1_Values_AreTable1AndLieInTheSearch()
    {
        var tuned = BindMiddle("b1-datawide-tuned");
        Assert.Equal(new AdamWSettings { LearningRate = 0.00137, Beta1 = 0.5, Beta2 = 0.999, WeightDecay = 0.01 }, tuned.Training.Optimizer);
        Assert.Equal((0.1842, "efficientnet_b1"), (tuned.Model.Dropout, tuned.Model.Network));
        Assert.IsType<CosineSettings>(tuned.Training.Schedule);
        var sweep = BindMiddle("hyperparameter-search").Sweep;
        var first = Assert.Single(sweep.FirstTrials);
        Assert.Equal((0.00137, 0.1842, "datawide"), (first["training.optimizer.adamW.learningRate"].GetValue<double>(), first["model.dropout"].GetValue<double>(), first["normalize.scope"].GetValue<string>()));
        Assert.Equal((60, 3, 2), (sweep.Trials, sweep.Rounds, sweep.Folds)); // rounds of 20 trials, two folds each
    }

    [Fact]
    public void Ensembles_Members_AreThePapers()
    {
        Assert.Equal(["baseline-efficientnetb0", "b1-datawide-tuned", "own-spectrograms"], Shipped.Ensembles["final-ensemble"].Members);
        Assert.IsType<MeanCombineSettings>(Shipped.Ensembles["final-ensemble"].Combine);
        var stack = Assert.IsType<StackCombineSettings>(Shipped.Ensembles["stacking"].Combine);
        Assert.Equal([600, 1200, 1000, 600], stack.Hidden);
        Assert.Equal((80, 64, 20, 0.001, 5), (stack.Epochs, stack.BatchSize, stack.Patience, stack.LearningRate, stack.Features.Count));
        var variants = Shipped.Ensembles.Where(pair => pair.Key.StartsWith("stacking", StringComparison.Ordinal)).Select(pair => ((StackCombineSettings)pair.Value.Combine).Features).ToArray();
        Assert.All(Enum.GetValues<StackFeature>(), feature => Assert.Contains(variants, variant => variant.SequenceEqual([feature])));
        Assert.Contains(variants, variant => variant.Count == 6);
    }

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
        var flow = ColumnFlow.Of(BindMiddle("eeg-and-spectrogram", More).Transforms);
        Assert.Equal(["Eeg", "Spectrogram"], flow.Sources);
        Assert.Equal("Image", flow.FeatureColumn);
        Assert.Equal(["Eeg", "Spectrogram"], flow.Steps[^1].Inputs);
    }

    [Fact]
    public void ClassRebalancing_Steps_AreTheBaselinesAndOneMore()
    {
        var baseline = BindMiddle("baseline-efficientnetb1").Transforms;
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

    private static ExperimentSettings BindMiddle(string name, ExperimentsResult? file = null)
    {
        var experiment = (file ?? Shipped).Experiments[name];
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
