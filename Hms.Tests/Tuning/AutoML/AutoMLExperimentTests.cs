#pragma warning disable xUnit1051 // the trials are short
using Hms.Tests.Support;
using Hms.Tuning.AutoML;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Microsoft.ML;

namespace Hms.Tests.Tuning.AutoML;

public sealed class AutoMLExperimentTests
{
    private readonly MLContext _context = new(seed: 1);

    private SweepablePipeline Linear => _context.Transforms.NormalizeMeanVariance("Features").Append(_context.Auto().BinaryClassification());

    private AutoMLExperiment Experiment(int trials = 8) => _context.Auto().CreateExperiment()
        .SetPipeline(Linear).SetDataset(ExperimentData.Binary(_context, rows: 150), fold: 3, samplingKeyColumnName: "Patient")
        .SetBinaryClassificationMetric(BinaryClassificationMetric.AreaUnderRocCurve).SetMaxModelToExplore(trials);

    private static string Text(IEnumerable<Trial> trials) => string.Join("\n", trials.Select(x => $"{x.Number} {x.State} {x.Value} {x.Parameters}"));

    [Fact]
    public async Task RunAsync_GroupedFolds_FindsAModelThatScoresNewRows()
    {
        var result = await Experiment().RunAsync();
        Assert.Equal(8, result.Trials.Count);
        Assert.InRange(result.Metric, 0.9, 1);
        Assert.Equal(result.Trials.Max(x => x.Value), result.Metric);
        Assert.Equal(result.BestTrial.IntermediateValues.Values.Average(), result.Metric, 12);
        var fresh = _context.BinaryClassification.EvaluateNonCalibrated(result.Model.Transform(ExperimentData.Binary(_context, seed: 2)));
        Assert.InRange(fresh.AreaUnderRocCurve, 0.9, 1);
        using var file = new MemoryStream();
        _context.Model.Save(result.Model, result.InputSchema, file);
        Assert.True(file.Length > 0);
    }

    [Fact]
    public async Task RunAsync_SameSeed_RepeatsInParallelToo()
    {
        var once = await Experiment(5).SetSeed(5).SetTrialParallelism(2).RunAsync();
        var again = await Experiment(5).SetSeed(5).SetTrialParallelism(2).RunAsync();
        Assert.Equal(Text(once.Trials), Text(again.Trials));
        Assert.NotEqual(Text(once.Trials), Text((await Experiment(5).SetSeed(6).SetTrialParallelism(2).RunAsync()).Trials));
    }

    [Fact]
    public async Task RunAsync_ValidationSet_ModelIsTheOneThatWasScored()
    {
        var validation = ExperimentData.Binary(_context, 200, seed: 3);
        var result = await Experiment(4).SetDataset(ExperimentData.Binary(_context), validation).RunAsync();
        Assert.Equal(_context.BinaryClassification.EvaluateNonCalibrated(result.Model.Transform(validation)).AreaUnderRocCurve, result.Metric);
    }

    [Fact]
    public async Task RunAsync_StartFromDefaults_BeginsWithEachAlternative()
    {
        var result = await Experiment(3).StartFromDefaults().EnqueueTrial(new Dictionary<string, object?> { ["trainer"] = "Lbfgs", ["Lbfgs.L2Regularization"] = 0.5, ["Lbfgs.L1Regularization"] = 0.25 }).RunAsync();
        Assert.Equal(
            [
                "trainer = \"Lbfgs\", Lbfgs.L2Regularization = 0.5, Lbfgs.L1Regularization = 0.25",
                "trainer = \"Sdca\", Sdca.L2Regularization = 0.0001, Sdca.L1Regularization = 0.01",
                "trainer = \"Lbfgs\", Lbfgs.L2Regularization = 1, Lbfgs.L1Regularization = 1",
            ],
            result.Trials.Select(x => x.Parameters.ToString()));
    }

    [Fact]
    public async Task RunAsync_FailingAlternative_IsDataAndTheOtherWins()
    {
        var broken = SweepableEstimator.Create("Broken", new SearchSpace(), (_, _) => throw new InvalidOperationException("no such library"));
        var result = await Experiment(8).SetPipeline(new SweepablePipeline().Append(broken, _context.Auto().BinaryClassification()[0])).StartFromDefaults().RunAsync();
        Assert.Equal((TrialState.Fail, "no such library"), (result.Trials[0].State, result.Trials[0].Failure!.Message));
        Assert.Equal("Sdca", result.Parameters["trainer"]);
        var hopeless = await Assert.ThrowsAsync<SweepFailedException>(() => Experiment(8).SetPipeline(new SweepablePipeline().Append(broken)).RunAsync());
        Assert.Contains("no such library", hopeless.Message);
    }

    [Fact]
    public async Task RunAsync_NaNMetric_IsAFailedTrialNeverASilentEnd()
    {
        var failed = await Assert.ThrowsAsync<SweepFailedException>(() => Experiment(3).SetMetric("nothing", StudyDirection.Minimize, (_, _) => double.NaN).RunAsync());
        Assert.Contains("nothing of fold 0 is NaN.", failed.Message);
    }

    [Fact]
    public async Task RunAsync_MulticlassAndRegression_KnowTheirDirections()
    {
        var rows = ExperimentData.Binary(_context);
        var classes = await _context.Auto().CreateExperiment()
            .SetPipeline(_context.Transforms.Conversion.MapValueToKey("Label", "Class").Append(_context.Auto().MulticlassClassification()))
            .SetDataset(rows, fold: 2).SetMulticlassClassificationMetric(MulticlassClassificationMetric.LogLoss).SetMaxModelToExplore(6).StartFromDefaults().RunAsync();
        Assert.Equal(classes.Trials.Min(x => x.Value), classes.Metric);
        var regression = await _context.Auto().CreateExperiment()
            .SetPipeline(new SweepablePipeline().Append(_context.Auto().Regression("Target")))
            .SetDataset(rows, fold: 2).SetRegressionMetric(RegressionMetric.RSquared, "Target").SetMaxModelToExplore(6).StartFromDefaults().RunAsync();
        Assert.Equal(regression.Trials.Max(x => x.Value), regression.Metric);
        Assert.InRange(regression.Metric, 0.9, 1); // the target is linear
    }

    [Fact]
    public async Task RunAsync_StoppedAndResumed_IsTheSameExperiment()
    {
        var whole = await Experiment(6).SetSeed(3).RunAsync();
        using var folder = new TempFolder();
        using (var storage = SqliteStudyStorage.Open(folder["study.db"]))
        {
            await Experiment(3).SetSeed(3).SetStorage(storage).RunAsync();
        }
        using var reopened = SqliteStudyStorage.Open(folder["study.db"]);
        var resumed = await Experiment(6).SetSeed(3).SetStorage(reopened).RunAsync();
        Assert.Equal(Text(whole.Trials), Text(resumed.Trials));
        var other = await Assert.ThrowsAsync<StudyException>(() => Experiment(8).SetSeed(3).SetStorage(reopened).SetBinaryClassificationMetric(BinaryClassificationMetric.F1Score).RunAsync());
        Assert.Contains("AreaUnderRocCurve over 3 folds by Patient", other.Message);
    }

    [Fact]
    public async Task RunAsync_TimeBudget_EndsWithTheBestSoFarOrAnError()
    {
        var result = await _context.Auto().CreateExperiment().SetPipeline(Linear).SetDataset(ExperimentData.Binary(_context), fold: 2)
            .SetBinaryClassificationMetric(BinaryClassificationMetric.Accuracy).SetTrainingTimeInSeconds(3).SetTuner(new RandomTuner()).RunAsync();
        Assert.NotEmpty(result.Trials);
        Assert.InRange(result.Metric, 0.5, 1);
        var never = SweepableEstimator.Create("Slow", new SearchSpace(), (context, _) => throw new OperationCanceledException());
        await Assert.ThrowsAsync<SweepFailedException>(() => Experiment(8).SetTrainingTimeInSeconds(60).SetPipeline(new SweepablePipeline().Append(never)).RunAsync());
    }

    [Fact]
    public async Task RunAsync_Pruner_SavesFolds()
    {
        var result = await Experiment(12).SetTuner(new RandomTuner()).SetPruner(new MedianPruner(startupTrials: 3, warmupSteps: 0)).RunAsync();
        Assert.Contains(result.Trials, x => x.State == TrialState.Pruned && x.IntermediateValues.Count < 3);
        Assert.Equal(TrialState.Complete, result.BestTrial.State);
    }

    [Fact]
    public async Task RunAsync_SomethingMissing_NamesItAll()
    {
        var message = (await Assert.ThrowsAsync<InvalidOperationException>(() => _context.Auto().CreateExperiment().RunAsync())).Message;
        Assert.All(["SetPipeline", "SetDataset", "SetBinaryClassificationMetric", "SetMaxModelToExplore or SetTrainingTimeInSeconds"], x => Assert.Contains(x, message));
    }

    [Fact]
    public async Task RunAsync_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource();
        var stopping = SweepableEstimator.Create("Stop", new SearchSpace(), (context, _) =>
        {
            stop.Cancel();
            return context.BinaryClassification.Trainers.SdcaLogisticRegression();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Experiment(8).SetPipeline(new SweepablePipeline().Append(stopping)).RunAsync(stop.Token));
    }
}
