#pragma warning disable xUnit1051 // the snippets are those of the guide
#pragma warning disable CA1822
using System.Text.RegularExpressions;
using Hms.Tests.Support;
using Hms.Tuning.Analysis;
using Hms.Tuning.Analysis.Importance;
using Hms.Tuning.AutoML;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners.Auto;
using Microsoft.ML;

namespace Hms.Tests.Tuning.AutoML;

/// <summary>The snippets of docs/guide/coming-from-optuna-and-automl.md and docs/guide/sweep-engine.md, word for word: they compile, they run, and they are these.</summary>
public sealed partial class TuningGuideTests : IDisposable
{
    private static readonly SearchSpace Space = new(
        new SearchParameter("learningRate", new FloatDistribution(1e-5, 1e-1, Log: true)),
        new SearchParameter("layers", new IntDistribution(1, 4)));

    private readonly TempFolder _folder = new();

    public enum Activation { Relu, Tanh }

    public interface IOptimizer;

    public static TheoryData<string> Snippets =>
        [.. from page in new[] { "coming-from-optuna-and-automl.md", "sweep-engine.md" }
            from Match block in CSharpBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", page)))
            select block.Groups[1].Value];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippet_OfTheGuide_IsInThisFile(string snippet)
    {
        static string Plain(string text) => WhiteSpace().Replace(text, "");
        var source = File.ReadAllText(Path.Combine(Repository.Root, "Hms.Tests", "Tuning", "AutoML", $"{nameof(TuningGuideTests)}.cs"));
        Assert.Contains(Plain(snippet), Plain(source), StringComparison.Ordinal);
    }

    [Fact]
    public void Snippets_AreFound() => Assert.Equal(16, Snippets.Count);

    [Fact]
    public void Optuna_DefineByRun_Runs()
    {
        var path = _folder["study.db"];
        using var storage = SqliteStudyStorage.Open(path);
        using var study = TuningStudy.Create(new TuningStudyOptions { Name = "demo", Storage = storage, Seed = 1, ExistingStudy = ExistingStudy.Resume });
        study.Optimize(
            trial =>
            {
                var x = trial.SuggestFloat("x", -10, 10);
                var kind = trial.SuggestCategorical("kind", "square", "abs");
                return kind == "square" ? x * x : Math.Abs(x);
            },
            trials: 100);
        Console.WriteLine($"{study.BestValue} with {study.BestParameters}");
        Assert.InRange(study.BestValue, 0, 0.5);
        var importance = ImportanceAnalysis.Compute(study.Trials, AnalysisTarget.Objective(study.Directions));
        foreach (var parameter in importance.Parameters) { Console.WriteLine($"{parameter.Name} {parameter.Importance:0.00}"); }
        Assert.Contains("x", importance.Parameters.Select(x => x.Name));
    }

    [Fact]
    public void Optuna_PruningAndAskTell_Run()
    {
        static double TrainEpoch(int epoch) => 1.0 / (epoch + 1);
        static double Measure(double x) => x * x;
        using var study = TuningStudy.Create();
        study.Optimize(
            trial =>
            {
                for (var epoch = 0; epoch < 30; epoch++)
                {
                    trial.Report(epoch, TrainEpoch(epoch));
                    if (trial.ShouldPrune()) { throw new TrialPrunedException(); }
                }
                return 0.03;
            },
            trials: 2);
        {
            var trial = study.Ask();
            var value = Measure(trial.SuggestFloat("x", -10, 10));
            study.Tell(trial, value); // or TellPruned(trial), TellFailed(trial, exception)
        }
        Assert.Equal(3, study.Trials.Count(x => x.State == TrialState.Complete));
    }

    [Fact]
    public void Optuna_EnqueueFixAdd_Run()
    {
        using var earlier = TuningStudy.Create();
        earlier.Optimize(x => x.SuggestFloat("x", -10, 10), trials: 3);
        using var study = TuningStudy.Create(new TuningStudyOptions { FixedParameters = new Dictionary<string, object?> { ["kind"] = "abs" } });
        study.AddTrials(earlier.Trials);
        study.EnqueueTrial(("x", 2.0));
        study.Optimize(x => x.SuggestFloat("x", -10, 10) + (x.SuggestCategorical("kind", "square", "abs") == "abs" ? 0 : 1), trials: 5);
        Assert.Equal("x = 2, kind = \"abs\"", study.Trials[3].Parameters.ToString());
    }

    [Fact]
    public async Task Optuna_SeveralObjectives_Run()
    {
        static double Cost(int size) => size;
        static Task<double> AccuracyAsync(int size, CancellationToken token) => Task.FromResult(1 - 1.0 / size);
        using var study = TuningStudy.Create(new TuningStudyOptions { Directions = [StudyDirection.Minimize, StudyDirection.Maximize], Parallelism = 4 });
        await study.OptimizeAsync(
            async (trial, token) =>
            {
                var size = trial.SuggestInt("size", 1, 100, log: true);
                return [Cost(size), await AccuracyAsync(size, token)];
            },
            trials: 60);
        var front = study.BestTrials;
        Assert.Equal(60, front.Count); // every size is a trade-off of its own
    }

    [Fact]
    public void Optuna_OptionClass_Runs()
    {
        static double Train(NetworkOptions options) => options.Layers + Math.Abs(Math.Log10(options.LearningRate) + 3);
        using var study = TuningStudy.Create();
        study.Optimize(trial => Train(trial.Suggest(SearchSpace.Of<NetworkOptions>())), trials: 20);
        var best = SearchSpace.Of<NetworkOptions>().Bind(study.BestParameters);
        Assert.Equal(study.BestValue, Train(best));
    }

    [Fact]
    public async Task AutoML_Experiment_Runs()
    {
        var modelPath = _folder["model.zip"];
        var context = new MLContext(seed: 1);
        var data = ExperimentData.Binary(context);
        var trainer = context.Auto().CreateSweepableEstimator<PerceptronOptions>((ml, options) =>
            ml.BinaryClassification.Trainers.AveragedPerceptron(learningRate: options.LearningRate, numberOfIterations: options.Iterations));
        Assert.Equal("Perceptron", trainer.Name);
        await RunAsync();

        async Task RunAsync()
        {
            var context = new MLContext(seed: 1);
            var pipeline = context.Transforms.NormalizeMeanVariance("Features")
                .Append(context.Auto().BinaryClassification(labelColumnName: "Label", featureColumnName: "Features"));

            var result = await context.Auto().CreateExperiment()
                .SetPipeline(pipeline)
                .SetDataset(data, fold: 5, samplingKeyColumnName: "Patient")
                .SetBinaryClassificationMetric(BinaryClassificationMetric.AreaUnderRocCurve)
                .SetMaxModelToExplore(20)
                .RunAsync();

            Console.WriteLine($"{result.MetricName} {result.Metric} with {result.Parameters}");
            context.Model.Save(result.Model, result.InputSchema, modelPath);
        }

        Assert.True(File.Exists(modelPath));
        var own = await context.Auto().CreateExperiment().SetPipeline(new SweepablePipeline().Append(trainer)).SetDataset(data, fold: 2)
            .SetBinaryClassificationMetric(BinaryClassificationMetric.Accuracy).SetMaxModelToExplore(2).RunAsync();
        Assert.InRange(own.Metric, 0.7, 1);
    }

    [Fact]
    public async Task Engine_SweepAndAskTell_Run()
    {
        var path = _folder["study.db"];
        var space = new SearchSpace(
            new SearchParameter("learningRate", new FloatDistribution(1e-5, 1e-1, Log: true)) { Default = 1e-3 },
            new SearchParameter("optimizer", new CategoricalDistribution("adam", "sgd")),
            new SearchParameter("momentum", new FloatDistribution(0, 0.99), new SearchCondition("optimizer", choiceIndex: 1)),
            new SearchParameter("layers", new IntDistribution(1, 4)),
            new SearchParameter("lastLayer", new IntDistribution(8, 64, Step: 8), new SearchCondition("layers", 2, 4)));
        using var storage = SqliteStudyStorage.Open(path);
        var options = new SweepOptions { StudyName = "first", Space = space, Trials = 30, Seed = 1, Parallelism = 2, ExistingStudy = ExistingStudy.Resume };
        var result = await new SweepRunner(options, storage, new AutoTuner(), new MedianPruner()).RunAsync(new TrainingRunner());
        Console.WriteLine($"trial {result.Best!.Number}: {result.Best.Value} with {result.Best.Parameters}");
        Assert.Equal(30, result.Trials.Count);
        Assert.Equal(["BatchSize", "Optimizer", "Optimizer.Sgd.Momentum"], SearchSpace.Of<TrainingOptions>().Parameters.Select(x => x.Name));
        AskAndTell(Space);
    }

    private static void AskAndTell(SearchSpace space)
    {
        static double Measure(ParameterValues values) => values.GetInt64("layers");
        using var study = TuningStudy.Create(new TuningStudyOptions { Space = space, Seed = 1 });
        for (var i = 0; i < 10; i++)
        {
            var trial = study.Ask();
            study.Tell(trial, Measure(trial.Parameters));
        }
        Assert.Equal(10, study.Trials.Count);
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    public sealed record NetworkOptions
    {
        [Range(1, 6)]
        public int Layers { get; init; } = 2;

        [Range(1e-5, 1e-1, log: true)]
        public double LearningRate { get; init; } = 1e-3;

        [Choice]
        public Activation Activation { get; init; }

        [BooleanChoice]
        public bool BatchNorm { get; init; }
    }

    public sealed class PerceptronOptions
    {
        [Range(0.01, 10, 1, log: true)]
        public float LearningRate { get; set; } = 1;

        [Range(1, 50, 10, log: true)]
        public int Iterations { get; set; } = 10;
    }

    public sealed class TrainingOptions
    {
        [Range(8, 256, log: true)]
        public int BatchSize { get; set; } = 32;

        [NestOption(typeof(Adam), typeof(Sgd))]
        public IOptimizer Optimizer { get; set; } = new Adam();
    }

    public sealed class Adam : IOptimizer;

    public sealed class Sgd : IOptimizer
    {
        [Range(0, 0.99)]
        public double Momentum { get; set; } = 0.9;
    }

    public sealed class TrainingRunner : ITrialRunner
    {
        public async Task<TrialResult> RunAsync(TrialSettings settings, ITrialReporter reporter, CancellationToken cancellationToken)
        {
            var network = new Network(settings.Parameters.GetDouble("learningRate"), settings.Seed);
            for (var epoch = 0; epoch < 20; epoch++)
            {
                var loss = await network.TrainEpochAsync(cancellationToken);
                if (reporter.Report(epoch, loss) == PruningDecision.Prune) { return TrialResult.Pruned(); }
            }
            return TrialResult.Completed(network.Loss);
        }
    }

    private sealed class Network(double learningRate, ulong seed)
    {
        public double Loss { get; private set; } = 2 + seed % 2;

        public Task<double> TrainEpochAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Loss = 0.5 * Loss + Math.Abs(Math.Log10(learningRate) + 3);
            return Task.FromResult(Loss);
        }
    }
}
