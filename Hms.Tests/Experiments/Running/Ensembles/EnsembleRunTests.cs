using Hms.Data;
using Hms.Data.Files;
using Hms.Experiments;
using Hms.Experiments.Running;
using Hms.Experiments.Running.Ensembles;
using Hms.Signal.Statistics;
using Hms.Tests.EndToEnd;
using Hms.Tests.Support;
using Hms.Transforms.Models;
using Hms.Transforms.Scoring;
using Microsoft.ML;

namespace Hms.Tests.Experiments.Running.Ensembles;

[Collection(TorchCollection.Name)]
public sealed class EnsembleRunTests(FinishedMembers members) : IClassFixture<FinishedMembers>
{
    /// <summary>Two paths of float32 probabilities, divided by their sum.</summary>
    private const double ScoreTolerance = 1e-6;

    [Fact]
    public async Task Run_MeanOfEegAndSpectrogram_JoinsEachSpectrogramToBothItsEegs()
    {
        var (record, run, shown) = await members.RunAsync("mean", "mean-run", "eeg", "spectrogram");
        Assert.Equal(("ensemble", "completed", 18, 9), (record.Kind, record.State, record.Rows.Count, record.Rows.Patients));
        Assert.DoesNotContain("left out", shown, StringComparison.Ordinal);
        var (eeg, spectrogram) = (PredictionFile.Read(Path.Combine(members.Scratch("eeg"), "predictions.csv")), PredictionFile.Read(Path.Combine(members.Scratch("spectrogram"), "predictions.csv")));
        var joined = PredictionFile.Read(run.Predictions);
        Assert.Equal((18, 9, 18), (eeg.Count, spectrogram.Count, joined.Count));
        for (var i = 0; i < joined.Count; i++)
        {
            var own = eeg.Single(p => p.EegId == joined[i].EegId);
            var shared = spectrogram.Single(p => p.SpectrogramId == joined[i].SpectrogramId);
            Assert.Equal(own.Votes, joined[i].Votes);
            for (var c = 0; c < VoteClasses.Count; c++) { Assert.Equal((own.Score[c] + shared.Score[c]) / 2.0, joined[i].Score[c], ScoreTolerance); }
        }
        var outcome = record.Ensemble!;
        Assert.Equal(joined.Average(p => KullbackLeibler.Divergence(p.Votes, p.Score)), outcome.CrossFittedKl, 1e-6);
        Assert.Equal(outcome.CrossFittedKl, record.Result!.Kl, 1e-6);
        Assert.Equal((0.0, outcome.MeanKl), (outcome.GainOverMean, outcome.CrossFittedKl));
        using (var model = HmsModel.Load(run.Winner))
        {
            Assert.Contains("Nothing was fitted to join them", model.Manifest.Notes[0], StringComparison.Ordinal);
            Assert.DoesNotContain("optimisticInSampleKl", model.Manifest.Metrics.Keys);
        }
        Assert.Equal(["eeg", "spectrogram"], outcome.Members.Select(member => member.Name));
        Assert.Equal(RunRecord.Read(run).Ensemble!.Members[0].RecordSha256, outcome.Members[0].RecordSha256);
        var scores = await ScoresAsync(run, "mean.csv", "eeg", "spectrogram");
        AssertScores(scores, row => [.. Enumerable.Range(0, VoteClasses.Count).Select(c => row.Average(member => member[c]))]);
    }

    [Fact]
    public async Task Run_Weighted_ExportsWhatWasFittedAndJudgesItCrossFitted()
    {
        var (record, run, _) = await members.RunAsync("weighted", "weighted-run", "eeg", "eeg-again");
        using var model = HmsModel.Load(run.Winner);
        var blend = Step<ScoreBlendingTransformer>(model);
        Assert.Equal(record.Ensemble!.Parameters.Select(parameter => parameter.Value), blend.Options.Weights!);
        Assert.Equal(("weighted", "ensemble"), (model.Manifest.Experiment, model.Manifest.Winner));
        Assert.Equal(record.Ensemble.CrossFittedKl, model.Manifest.Metrics["crossFittedKl"]);
        Assert.Contains(model.Manifest.Notes, note => note.Contains("its figure is crossFittedKl", StringComparison.Ordinal));
        Assert.True(record.Ensemble.OptimisticInSampleKl <= record.Ensemble.CrossFittedKl + 1e-9);
        Assert.Equal(3, record.Result!.FoldKl.Count);
        var scores = await ScoresAsync(run, "weighted.csv", "eeg", "eeg-again");
        AssertScores(scores, row => Blend(blend.Options, row));
    }

    [Fact]
    public async Task Run_CalibratedLogBlend_ScoresAsTheStepsSay()
    {
        var (record, run, _) = await members.RunAsync("blend", "blend-run", "eeg", "spectrogram");
        Assert.Equal(1, record.Ensemble!.Parameters.Count(parameter => parameter.Name == "ridge"));
        Assert.Contains("\"name\": \"ridge\"", File.ReadAllText(run.Record), StringComparison.Ordinal);
        using var model = HmsModel.Load(run.Winner);
        var steps = Steps(model).OfType<ScoreBlendingTransformer>().ToArray();
        Assert.Equal([ScoreBlendKind.Geometric, ScoreBlendKind.Arithmetic], steps.Select(step => step.Options.Kind));
        var scores = await ScoresAsync(run, "blend.csv", "eeg", "spectrogram");
        AssertScores(scores, row => Blend(steps[1].Options, [[.. Blend(steps[0].Options, row)]]));
    }

    [Theory]
    [InlineData("warm", "eeg", "eeg-again", "temperature")]
    [InlineData("biased", "eeg", "eeg-again", "calibration bias Seizure", "calibration bias LPD", "calibration bias GPD", "calibration bias LRDA", "calibration bias GRDA", "calibration bias Other")]
    public async Task Run_HalfACalibration_NamesWhatItMayChange(string ensemble, params string[] expected)
    {
        var (record, _, _) = await members.RunAsync(ensemble, ensemble + "-run", "eeg", "eeg-again");
        Assert.Equal(expected, record.Ensemble!.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public async Task Run_Stack_ScoresAsItsNetworkOnTheMembersScores()
    {
        var (record, run, _) = await members.RunAsync("stack", "stack-run", "eeg", "eeg-again", "spectrogram");
        Assert.Equal("stack", record.Ensemble!.Combination);
        using var model = HmsModel.Load(run.Winner);
        var (statistics, network) = (Step<ScoreStatisticsTransformer>(model), Steps(model).OfType<OnnxClassificationTransformer>().Last());
        Assert.Equal([ScoreStatistic.Mean, ScoreStatistic.Predictions], statistics.Options.Statistics);
        var combination = new StackCombination(3, statistics.Options.Statistics, network.Onnx.ToArray(), 1, 0);
        var scores = await ScoresAsync(run, "stack.csv", "eeg", "eeg-again", "spectrogram");
        AssertScores(scores, row =>
        {
            var result = new double[VoteClasses.Count];
            combination.Combine([.. row.SelectMany(member => member)], result);
            return result;
        });
        var again = await members.RunAsync("stack", "stack-again", "eeg", "eeg-again", "spectrogram");
        Assert.Equal(File.ReadAllBytes(run.Predictions), File.ReadAllBytes(again.Run.Predictions));
        Assert.Equal(File.ReadAllBytes(run.Winner), File.ReadAllBytes(again.Run.Winner));
    }

    [Fact]
    public async Task Run_SpectrogramOfAnotherWindow_IsScoredByTheFoldThatHoldsThePatientOut()
    {
        var (record, run, shown) = await members.RunAsync("labelled", "labelled-run", "eeg", "spectrogram-labelled");
        Assert.Equal((18, 0), (record.Rows.Count, record.Ensemble!.LeftOut));
        Assert.Equal([0, 9], record.Ensemble.Members.Select(member => member.Scored));
        Assert.Contains("9 windows that it was not judged on", shown, StringComparison.Ordinal);
        var (eeg, spectrogram) = (PredictionFile.Read(Path.Combine(members.Scratch("eeg"), "predictions.csv")), PredictionFile.Read(Path.Combine(members.Scratch("spectrogram-labelled"), "predictions.csv")));
        var joined = PredictionFile.Read(run.Predictions);
        using var model = HmsModel.Load(Path.Combine(members.Scratch("spectrogram-labelled"), "winner.zip"));
        var rows = Hms.Data.Rows.RowTable.FromLabels(HmsFolder.Open(members.Root).ReadLabels(), Hms.Data.Rows.RowUnit.Eeg, Hms.Data.Rows.VoteAggregation.Sum);
        var scored = model.Score(new Hms.Data.Views.HmsDataView(HmsFolder.Open(members.Root), rows, Hms.Data.Windows.WindowOptions.FromJson(model.Manifest.Windowing!), Hms.Data.Views.RecordingColumns.Spectrogram));
        for (var i = 0; i < joined.Count; i++)
        {
            var judged = spectrogram.Single(p => p.SpectrogramId == joined[i].SpectrogramId);
            var fold = RowVectors.Read(scored, $"Score.fold{judged.Fold}", Hms.Data.Views.HmsDataView.RowIndexColumn, rowDone: null, TestContext.Current.CancellationToken)[i];
            if (joined[i].EegId % 2 == 1) { Assert.True(judged.Score.Zip(fold).Max(pair => Math.Abs(pair.First - pair.Second)) < 1e-5); } // its label gave the spectrogram its window
            else { Assert.True(judged.Score.Zip(fold).Max(pair => Math.Abs(pair.First - pair.Second)) > 1e-5); }
            for (var c = 0; c < VoteClasses.Count; c++) { Assert.Equal((eeg[i].Score[c] + fold[c]) / 2.0, joined[i].Score[c], 1e-5); }
        }
    }

    [Fact]
    public async Task Run_RefitThatLacksWindows_LeavesThoseEegsOutAndCountsThem()
    {
        var (record, run, shown) = await members.RunAsync("refitted", "refitted-run", "eeg", "refit");
        Assert.Equal((9, 9), (record.Rows.Count, record.Ensemble!.LeftOut));
        Assert.Equal([0, 9], record.Ensemble.Members.Select(member => member.Lacking));
        Assert.Contains("left out: 9 of 18 rows", shown, StringComparison.Ordinal);
        Assert.All(PredictionFile.Read(run.Predictions), p => Assert.Equal(1, p.EegId % 2));
    }

    [Fact]
    public async Task Run_FoldModelsThatAreNotThoseOfThePredictions_IsRefused()
    {
        var run = await members.MemberAsync("spectrogram-labelled");
        await members.MemberAsync("eeg");
        var copy = new RunFolder(Copy("exchanged", run.Path));
        PredictionFile.Write(copy.Predictions, [.. PredictionFile.Read(copy.Predictions).Select(p => p with { Score = [.. p.Score.Reverse()] })]);
        var request = new EnsembleRequest(members.File, "labelled", new Dictionary<string, RunFolder> { ["eeg"] = new(members.Scratch("eeg")), ["spectrogram-labelled"] = copy }, new RunFolder(members.Scratch("exchanged-run")), new CacheChoice { IsOff = true });
        var error = Assert.Throws<UserErrorException>(() => EnsembleRun.Run(request, new(TextWriter.Null, TextWriter.Null, IsTerminal: false, TimeProvider.System), TestContext.Current.CancellationToken));
        Assert.Contains("again (difference", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows", "rows.window.durationSeconds is 10 and 5", "eeg", "short")]
    [InlineData("leaking", "not out of fold by patient", "eeg", "leaky")]
    [InlineData("many-parts", "50 parts of the patients", "eeg", "eeg-again")]
    [InlineData("mean", "No run of member \"spectrogram\" is given", "eeg", "eeg-again")]
    [InlineData("meen", "no ensemble \"meen\"", "eeg", "eeg-again")]
    public async Task Run_MembersThatDoNotFit_IsRefused(string ensemble, string expected, string one, string other)
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => members.RunAsync(ensemble, $"refused-{ensemble}", one, other));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(new RunFolder(members.Scratch($"refused-{ensemble}")).Winner));
    }

    [Fact]
    public async Task Run_ChangedMember_IsRefused()
    {
        await members.MemberAsync("eeg-again");
        var spoilt = Copy("spoilt", members.Scratch("eeg-again"));
        void Refused(string expected, Action<RunFolder> spoil)
        {
            var run = new RunFolder(Copy("spoilt", members.Scratch("eeg-again")));
            spoil(run);
            var request = new EnsembleRequest(members.File, "weighted", new Dictionary<string, RunFolder> { ["eeg"] = new(members.Scratch("eeg")), ["eeg-again"] = run }, new RunFolder(members.Scratch("changed")), new CacheChoice { IsOff = true });
            var error = Assert.Throws<UserErrorException>(() => EnsembleRun.Run(request, new(TextWriter.Null, TextWriter.Null, IsTerminal: false, TimeProvider.System), TestContext.Current.CancellationToken));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }

        await members.MemberAsync("eeg");
        Refused("is not completed", run => (RunRecord.Read(run) with { State = "running" }).Write(run));
        Refused("was made at scale \"small\"", run => (RunRecord.Read(run) with { Scale = "small" }).Write(run));
        Refused("other settings", run => (RunRecord.Read(run) with { ExperimentsText = File.ReadAllText(members.File).Replace("\"seed\": 6", "\"seed\": 7", StringComparison.Ordinal) }).Write(run));
        Refused("other data", run => (RunRecord.Read(run) with { DataHash = new string('0', 64) }).Write(run));
        Refused("In-sample predictions are refused", run => PredictionFile.Write(run.Predictions, [.. PredictionFile.Read(run.Predictions).Select(p => p with { Fold = 1 - p.Fold })]));
        Refused("is predicted twice", run => PredictionFile.Write(run.Predictions, [.. PredictionFile.Read(run.Predictions), PredictionFile.Read(run.Predictions)[0]]));
        Refused("has no winner.zip", run => File.Delete(run.Winner));
        Refused("is a model of \"eeg\"", run => File.Copy(Path.Combine(members.Scratch("eeg"), "winner.zip"), run.Winner, overwrite: true));
        Assert.True(Directory.Exists(spoilt));
    }

    [Fact]
    public async Task Rerun_OfAStack_IsEqualToTheLastBitAndNeedsItsMembers()
    {
        var (_, run, _) = await members.RunAsync("stack", "stack-repeated", "eeg", "eeg-again", "spectrogram");
        var result = (await HmsCommand.RunAsync("rerun", run.Path)).Succeeded();
        Assert.Contains("equal to the last bit", result.Out, StringComparison.Ordinal);
        var member = new RunFolder(members.Scratch("eeg")).Record;
        var text = File.ReadAllText(member);
        File.AppendAllText(member, "\n");
        var refused = await HmsCommand.RunAsync("rerun", run.Path, "--out", members.Scratch("stack-other"));
        File.WriteAllText(member, text);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is not what the ensemble was made of", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DoneAlready_IsRefused()
    {
        await members.RunAsync("weighted", "done-run", "eeg", "eeg-again");
        var error = await Assert.ThrowsAsync<UserErrorException>(() => members.RunAsync("weighted", "done-run", "eeg", "eeg-again"));
        Assert.Contains("exists already", error.Message, StringComparison.Ordinal);
    }

    private string Copy(string name, string source)
    {
        var target = members.Scratch(name);
        if (Directory.Exists(target)) { Directory.Delete(target, recursive: true); }
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source)) { File.Copy(file, Path.Combine(target, Path.GetFileName(file))); }
        return target;
    }

    private async Task<(IReadOnlyList<SubmissionRow> Ensemble, IReadOnlyList<SubmissionRow>[] Members)> ScoresAsync(RunFolder run, string name, params string[] names)
    {
        var alone = new List<IReadOnlyList<SubmissionRow>>();
        foreach (var member in names) { alone.Add(await RunFiles.ScoreAsync(Path.Combine(members.Scratch(member), "winner.zip"), members.Root, members.Scratch($"{member}-{name}"))); }
        return (await RunFiles.ScoreAsync(run.Winner, members.Root, members.Scratch(name)), [.. alone]);
    }

    private static void AssertScores((IReadOnlyList<SubmissionRow> Ensemble, IReadOnlyList<SubmissionRow>[] Members) scores, Func<double[][], double[]> combine)
    {
        Assert.Equal(18, scores.Ensemble.Count);
        for (var i = 0; i < scores.Ensemble.Count; i++)
        {
            Assert.All(scores.Members, member => Assert.Equal(scores.Ensemble[i].EegId, member[i].EegId));
            var expected = combine([.. scores.Members.Select(member => member[i].Probabilities.ToArray())]);
            for (var c = 0; c < expected.Length; c++) { Assert.Equal(expected[c], scores.Ensemble[i].Probabilities[c], ScoreTolerance); }
        }
    }

    private static double[] Blend(ScoreBlendingOptions options, double[][] row)
    {
        var result = new double[VoteClasses.Count];
        ScoreBlend.Compute(options, [.. row.Select(member => member.Select(value => (float)value).ToArray())], result);
        return result;
    }

    private static IEnumerable<ITransformer> Steps(HmsModel model) => (IEnumerable<ITransformer>)model.Transformer;

    private static T Step<T>(HmsModel model) => Steps(model).OfType<T>().Last();
}
