using System.Diagnostics;
using System.Text.Json.Nodes;
using Hms.Data.Files;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Running;
using Hms.Signal.Montages;
using Hms.Signal.Statistics;
using Hms.Tests.Data;
using Hms.Tests.Experiments.Configuration;
using Hms.Tests.Support;
using Hms.Training.Losses;
using Hms.Transforms.Models;
using Hms.Transforms.Steps.Values;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using Microsoft.ML;
using static Hms.Tests.Tuning.Pruners.PruningCases;
using static TorchSharp.torch;

namespace Hms.Tests.EndToEnd;

/// <summary>Mistakes that published work on this task has made, and that must not come back; at each test stands what it must catch.</summary>
[Collection(TorchCollection.Name)]
public sealed class PaperMistakesTests(FinishedSweep sweep) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A bound below every loss ended a study without a result. To catch: ThresholdPruner.Decide without the count of survivors; the sweep then ends with no complete trial.</summary>
    [Fact]
    public async Task ThresholdBelowEveryLoss_SweepEndsWithAWinnerAndSaysSo()
    {
        var file = WriteThreshold(trials: 2);
        var result = (await HmsCommand.RunAsync("sweep", file, "--experiment", "sweep", "--out", _folder["run"])).Succeeded();
        Assert.Contains("would have pruned every trial", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder["run"], "winner.zip")));
        var rows = RunFiles.LeaderboardWithoutTimes(_folder["run"]);
        Assert.Equal(3, rows.Length);
        Assert.All(rows.Skip(1), row => Assert.Contains("complete", row, StringComparison.Ordinal));
        Assert.Contains("folds trained 4 of 4 (0 % saved)", result.Out, StringComparison.Ordinal);
    }

    /// <summary>A crash lost the parameters of all trials. To catch: parameters written when a trial ends instead of when it begins; the running trial then has none.</summary>
    [Fact]
    public async Task SweepKilled_EveryTrialIsThereWithItsParametersAndTheBestIsExported()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals of Linux.");
        var file = WriteThreshold(trials: 200);
        JsonArray trials = [];
        using (var process = HmsProcess.Start("sweep", file, "--experiment", "sweep", "--out", _folder["run"]))
        {
            var clock = Stopwatch.StartNew();
            while (!(trials.Any(x => x!["state"]!.GetValue<string>() == "complete") && trials.Any(x => x!["state"]!.GetValue<string>() == "running")))
            {
                Assert.True(clock.Elapsed < Patience && !process.HasExited, "No trial was completed.");
                await Task.Delay(20, TestContext.Current.CancellationToken);
                trials = await TrialsAsync();
            }
            process.KillAtOnce();
            await process.WaitAsync(TestContext.Current.CancellationToken);
        }
        trials = await TrialsAsync();
        Assert.All(trials, x => Assert.Equal(4, x!["parameters"]!.AsObject().Count));
        var exported = (await HmsCommand.RunAsync("export", _folder["run"], "--out", _folder["best.zip"])).Succeeded();
        var best = trials.Where(x => x!["state"]!.GetValue<string>() == "complete").MinBy(x => x!["value"]!.GetValue<double>())!;
        Assert.StartsWith($"trial {best["number"]}, ", exported.Out, StringComparison.Ordinal);
        using var model = HmsModel.Load(_folder["best.zip"]);
        Assert.Equal("folds", model.Manifest.Winner);
    }

    /// <summary>Epoch numbers were used again in the second fold, and the last fold's loss was the objective. To catch: step = epoch (the second fold's report is refused); objective = last fold.</summary>
    [Fact]
    public async Task Steps_OfAllFolds_AreUniqueAndTheObjectiveIsTheMeanOverFolds()
    {
        await sweep.RequireAsync();
        var trials = (await sweep.ShowAsync())["trials"]!.AsArray();
        Assert.All(trials, trial =>
        {
            Assert.Equal(["0", "1", "2", "3"], trial!["reports"]!.AsObject().Select(x => x.Key).Order()); // 2 folds of 2 epochs: fold x epochs + epoch
            var folds = trial["result"]!["foldKl"]!.AsArray().Select(x => x!.GetValue<double>()).ToArray();
            Assert.Equal((folds[0] + folds[1]) / 2, trial["value"]!.GetValue<double>(), 1e-12);
            Assert.NotEqual(folds[1], trial["value"]!.GetValue<double>());
        });
    }

    /// <summary>The running sum of the datawide mean was overwritten, not added. To catch: the last row's values alone; all rows, the held-out ones among them; both means differ by more than the tolerance.</summary>
    [Fact]
    public async Task DatawideMean_OfFilesOfDifferentLength_IsPooledOverTrainingRowsOnly()
    {
        const double tolerance = 1e-6; // logarithms of float32 values
        const int rows = TinyData.SpectrogramRows;
        var file = TinyExperiments.Write(_folder.Path);
        for (var i = 0; i < 18; i++) { WriteSpectrogram(Path.Combine(_folder["data"], "train_spectrograms", $"{7000 + i}.parquet"), i, rows + 5 * (i % 4)); }
        File.WriteAllText(file, TinyExperiments.Text.Replace("\"single\": {", """
            "spectrograms": {
              "extends": "single", "training": { "epochs": 1 },
              "transforms": [
                { "arrange": { "layout": "regions" } }, { "replaceMissing": { "method": "zero" } }, { "clip": { "lowLn": -4, "highLn": 8 } }, { "log": {} },
                { "normalize": { "scope": "datawide" } }, { "resize": { "height": 24, "width": 24 } } ]
            },
            "single": {
            """, StringComparison.Ordinal));
        (await HmsCommand.RunAsync("train", file, "--experiment", "spectrograms", "--out", _folder["run"])).Succeeded();
        var predictions = PredictionFile.Read(Path.Combine(_folder["run"], "predictions.csv"));
        using var model = HmsModel.Load(Path.Combine(_folder["run"], "winner.zip"));
        var fitted = ((IEnumerable<ITransformer>)model.Transformer).OfType<NormalizingTransformer>().ToArray();
        Assert.Equal(2, fitted.Length);
        for (var fold = 0; fold < 2; fold++)
        {
            double[] values = [.. predictions.Where(p => p.Fold != fold).SelectMany(p => Cells((int)(p.EegId - 5000), rows)).Select(x => Math.Log(x))];
            var mean = values.Sum() / values.Length;
            var statistics = Assert.Single(fitted[fold].Statistics);
            Assert.Equal(values.Length, statistics.Count);
            Assert.Equal(mean, statistics.Mean, tolerance);
            Assert.Equal(Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / values.Length), statistics.StandardDeviation, tolerance);
            Assert.True(Math.Abs(predictions.SelectMany(p => Cells((int)(p.EegId - 5000), rows)).Average(x => Math.Log(x)) - mean) > 10 * tolerance, "The held-out rows must matter.");
        }
    }

    /// <summary>Patients were in training and validation. To catch: KFoldSettings as the default of folds; and the line that warns left out of the training. FoldAssignmentTests prove that the folds file of a split that leaks is refused.</summary>
    [Fact]
    public async Task Folds_Default_IsByPatientAndALeakIsAskedForByNameAndReported()
    {
        Assert.IsType<GroupKFoldSettings>(RunSession.FixedSettings(Experiment.Child("")).Folds);
        var file = TinyExperiments.Write(_folder.Path);
        File.WriteAllText(file, TinyExperiments.Text.Replace("\"training\": { \"epochs\": 4,", "\"folds\": { \"kFold\": { \"count\": 2 } }, \"training\": { \"epochs\": 1,", StringComparison.Ordinal));
        var result = (await HmsCommand.RunAsync("train", file, "--experiment", "single", "--out", _folder["run"])).Succeeded();
        Assert.Contains("warning: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("LEAKS: ", result.Out, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["run"], "run.json")))!["rows"]!["leak"]);
        var leaking = PredictionFile.Read(Path.Combine(_folder["run"], "predictions.csv")).GroupBy(p => p.PatientId).Count(p => p.Select(x => x.Fold).Distinct().Count() > 1);
        Assert.True(leaking > 0);
        using var model = HmsModel.Load(Path.Combine(_folder["run"], "winner.zip"));
        Assert.Contains(model.Manifest.Notes, note => note.Contains("patient", StringComparison.Ordinal));
    }

    /// <summary>A loss took probabilities for logits and swapped its arguments: a perfect prediction scored 0.73, a uniform one 0.04. To catch: softmax of the probabilities first; swapped arguments.</summary>
    /// <remarks>Its other half, members' predictions that were in-sample: EnsembleRunTests.Run_ChangedMember_IsRefused ("In-sample predictions are refused") and StackFitterTests.Fit_PredictionsThatOnlyTellThePatient_FindNothingCrossFitted.</remarks>
    [Fact]
    public void Loss_OfProbabilities_IsZeroForAPerfectPredictionAndLargeForUniform()
    {
        using var scope = NewDisposeScope();
        var votes = tensor(new[] { 0.5, 0.25, 0.25, 0, 0, 0, 1, 0, 0, 0, 0, 0 }, [2, 6]);
        Assert.Equal(0, SoftLabelKullbackLeibler.Mean(new Probabilities(votes), votes).item<double>(), 1e-12);
        var uniform = full([2, 6], 1.0 / 6, dtype: float64);
        var expected = (Math.Log(6) - 1.5 * Math.Log(2) + Math.Log(6)) / 2; // ln 6 less the entropy of each row
        Assert.Equal(expected, SoftLabelKullbackLeibler.Mean(new Probabilities(uniform), votes).item<double>(), 1e-12);
        Assert.Equal(expected, SoftLabelKullbackLeibler.Mean(new Logits(zeros([2, 6], dtype: float64)), votes).item<double>(), 1e-12);
        Assert.Equal(expected, (KullbackLeibler.Divergence([0.5, 0.25, 0.25, 0, 0, 0], [.. Enumerable.Repeat(1.0 / 6, 6)]) + Math.Log(6)) / 2, 1e-12);
    }

    /// <summary>Whole files were resized in training, a part of them when scoring. To catch: the scorer's window from the recording's length instead of the model's manifest.</summary>
    [Fact]
    public async Task Score_FilesOfAnyLength_SeeTheWindowOfTheTraining()
    {
        await sweep.RequireAsync();
        TinyData.Write(_folder["data"], patients: 2);
        int[] seconds = [10, 50, 90, 9]; // the model's window has 10 s
        for (var i = 0; i < seconds.Length; i++) { WriteEeg(Path.Combine(_folder["data"], "train_eegs", $"{5000 + i}.parquet"), 200 * seconds[i]); }
        var result = (await HmsCommand.RunAsync("score", "--model", sweep.Winner, "--root", _folder["data"], "--out", _folder["submission.csv"])).Succeeded();
        var scored = SubmissionFile.Read(_folder["submission.csv"]);
        Assert.Equal([5000, 5001, 5002], scored.Select(row => row.EegId));
        Assert.All(scored, row => Assert.Equal(scored[0].Probabilities, row.Probabilities));
        Assert.Contains("5003.parquet", result.Error, StringComparison.Ordinal);
    }

    /// <summary>The same of spectrograms, whose files have from 20 rows to 300. To catch: the scorer's window from the recording's length.</summary>
    [Fact]
    public async Task Score_SpectrogramsOfAnyLength_SeeTheWindowOfTheTraining()
    {
        var file = TinyExperiments.Write(_folder.Path);
        for (var i = 0; i < 18; i++) { WriteSpectrogram(Path.Combine(_folder["data"], "train_spectrograms", $"{7000 + i}.parquet"), i, TinyData.SpectrogramRows + 7 * (i % 4)); }
        File.WriteAllText(file, TinyExperiments.Text.Replace("\"single\": {", $$"""
            "spectrograms": {
              "extends": "single", "training": { "epochs": 1 },
              "rows": { "unit": "spectrogram", "window": { "durationSeconds": 10, "spectrogramRows": {{TinyData.SpectrogramRows}}, "spectrogramPosition": "first" } },
              "transforms": [
                { "arrange": { "layout": "regions" } }, { "replaceMissing": { "method": "zero" } }, { "clip": { "lowLn": -4, "highLn": 8 } }, { "log": {} },
                { "normalize": { "scope": "datawide" } }, { "resize": { "height": 24, "width": 24 } } ]
            },
            "single": {
            """, StringComparison.Ordinal));
        (await HmsCommand.RunAsync("train", file, "--experiment", "spectrograms", "--out", _folder["run"])).Succeeded();
        TinyData.Write(_folder["other"], patients: 3);
        int[] rows = [TinyData.SpectrogramRows, 40, 90, 300, 12, 25];
        for (var i = 0; i < rows.Length; i++) { WriteSpectrogram(Path.Combine(_folder["other"], "train_spectrograms", $"{7000 + i}.parquet"), 3, rows[i]); }
        var result = (await HmsCommand.RunAsync("score", "--model", Path.Combine(_folder["run"], "winner.zip"), "--root", _folder["other"], "--out", _folder["submission.csv"])).Succeeded();
        var scored = SubmissionFile.Read(_folder["submission.csv"]);
        Assert.Equal([5000, 5001, 5002, 5003, 5005], scored.Select(row => row.EegId));
        Assert.All(scored, row => Assert.Equal(scored[0].Probabilities, row.Probabilities));
        Assert.Contains("7004.parquet", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Five folds were too slow to compare ideas with. To catch: unpaired standard errors in the race, which stop nobody here; warm-up 0 in the default pruner, which prunes at the first epoch.</summary>
    [Fact]
    public void Race_PairedRows_TellAfterOneFoldWhatUnpairedOnesCannot()
    {
        var random = new Hms.Signal.Randomness.HashRandom(7);
        double[] difficulty = [.. Enumerable.Range(0, 300).Select(_ => -0.6 * Math.Log(1 - random.NextDouble()))];
        float[] best = [.. difficulty.Select(x => (float)(x + 0.1 * random.NextDouble()))];
        float[] own = [.. difficulty.Select(x => (float)(x + 0.03 + 0.1 * random.NextDouble()))];
        var unpaired = Math.Sqrt((Variance(own) + Variance(best)) / 300);
        Assert.True(own.Average(x => (double)x) - best.Average(x => (double)x) < unpaired, "Not even one unpaired standard error.");
        var context = Context([Complete(0, 1, 1, 1, 1)], 1, 1.0) with { Rows = own, RowsOf = (_, _) => best };
        Assert.Equal(PruningDecision.Prune, new FoldRacePruner(new FoldRacePrunerOptions { Folds = 2, Epochs = 2 }).Decide(context));
        Trial[] complete = [.. Enumerable.Range(0, 10).Select(i => Complete(i, [.. Enumerable.Repeat(0.1, 45)]))];
        Assert.Equal(PruningDecision.Continue, DefaultPruner.For(folds: 5, epochs: 9).Decide(Context(complete, 9.0)));
        Assert.Equal(PruningDecision.Continue, DefaultPruner.For(folds: 2, epochs: 2).Decide(Context(complete, 9.0)));
        Assert.Equal(PruningDecision.Prune, DefaultPruner.For(folds: 5, epochs: 9).Decide(Context(complete, [.. Enumerable.Repeat(9.0, 8)])));
    }

    private static double Variance(float[] values)
    {
        var mean = values.Average(x => (double)x);
        return values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1);
    }

    private static IEnumerable<double> Cells(int index, int rows) => Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, 400).Select(column => (double)Cell(index, row, column)));

    private static float Cell(int index, int row, int column) => 0.5f + (index * 31 + row * 7 + column * 3) % 97 / 10f * (1 + index % 5);

    private static void WriteSpectrogram(string path, int index, int rows) => HmsSet.Parquet(path,
        [HmsSet.Column("time", Enumerable.Range(0, rows).Select(row => 2L * row + 1)), .. SpectrogramFile.Columns.Select((name, column) => HmsSet.Column(name, Enumerable.Range(0, rows).Select(row => (float?)Cell(index, row, column))))]);

    /// <summary>The same samples whatever the length.</summary>
    private static void WriteEeg(string path, int samples) => HmsSet.Parquet(path, Electrodes.HmsOrder.Select((name, channel) =>
        HmsSet.Column(name, Enumerable.Range(0, samples).Select(t => (float?)(40 * Math.Sin(0.11 * t + channel) + 9 * Math.Sin(0.0007 * t * t + 2 * channel))))));

    private string WriteThreshold(int trials)
    {
        var file = TinyExperiments.Write(_folder.Path);
        File.WriteAllText(file, TinyExperiments.Text.Replace("\"trials\": 3, \"keepModels\": 1, \"pruner\": \"none\"", $$"""
            "trials": {{trials}}, "keepModels": 1, "pruner": { "threshold": { "upper": 0.0001, "warmupSteps": 0 } }
            """, StringComparison.Ordinal));
        return file;
    }

    private async Task<JsonArray> TrialsAsync()
    {
        if (!File.Exists(Path.Combine(_folder["run"], "run.json"))) { return []; }
        var result = await HmsCommand.RunAsync("study", "show", _folder["run"], "--json");
        return result.ExitCode == 0 ? JsonNode.Parse(result.Out)!["trials"]!.AsArray() : [];
    }
}
