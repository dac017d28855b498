using Hms.Data.Rows;
using Hms.Experiments;
using Hms.Experiments.Running;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Running;

public sealed class RunPredictionsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_ATraining_GivesItsPredictions()
    {
        var run = RunPredictions.Read(MadeRuns.Write(_folder["a"], MadeRuns.Record("base") with { Scale = "tiny" }, MadeRuns.Predictions(0.2, 3)));
        Assert.Equal(("base (tiny)", null, RowUnit.Eeg, 90), (run.Name, run.Trial, run.Unit, run.Predictions.Count));
    }

    [Fact]
    public void Read_ASweep_GivesItsBestTrialOrTheOneNamed()
    {
        var folder = MadeRuns.Write(_folder["s"], MadeRuns.Record("search") with { Kind = "sweep", BestTrial = 2, Trials = 4 }, MadeRuns.Predictions(0.1, 2));
        var run = new RunFolder(folder);
        PredictionFile.Write(run.TrialPredictions(0), MadeRuns.Predictions(0.4, 4));
        Assert.Equal((2, "search", run.Predictions), (RunPredictions.Read(folder).Trial!.Value, RunPredictions.Read(folder).Name, RunPredictions.Read(folder).Path));
        var named = RunPredictions.Read(folder + "#0");
        Assert.Equal((0, "search #0", run.TrialPredictions(0)), (named.Trial!.Value, named.Name, named.Path));
        Assert.Contains("no predictions of trial 3", Assert.Throws<UserErrorException>(() => RunPredictions.Read(folder + "#3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AFolderWithTheMarkInItsName_IsThatFolder() =>
        Assert.Null(RunPredictions.Read(MadeRuns.Write(_folder["a#1"], MadeRuns.Record("base"), MadeRuns.Predictions(0.2, 3))).Trial);

    [Fact]
    public void Read_WhatHasNoPredictions_SaysWhyAndWhatToDo()
    {
        static string Refusal(string path) => Assert.Throws<UserErrorException>(() => RunPredictions.Read(path)).Message;
        Assert.Contains("is no run", Refusal(_folder["none"]), StringComparison.Ordinal);
        var running = MadeRuns.Write(_folder["running"], MadeRuns.Record("base") with { State = "running" }, MadeRuns.Predictions(0.2, 3));
        File.Delete(new RunFolder(running).Predictions);
        Assert.Contains("the run was stopped before its end. Run it to its end.", Refusal(running), StringComparison.Ordinal);
        using (RunLock.Take(new RunFolder(running).Lock)) { Assert.Contains("the run is running. Run it to its end.", Refusal(running), StringComparison.Ordinal); }
        Assert.Contains("the run was stopped before its end.", Refusal(running), StringComparison.Ordinal);
        Assert.Contains("is no sweep (hms train), so it has no trial 4", Refusal(running + "#4"), StringComparison.Ordinal);
        var sweep = MadeRuns.Write(_folder["sweep"], MadeRuns.Record("base") with { Kind = "sweep", State = "running" }, MadeRuns.Predictions(0.2, 3));
        Assert.Contains("has no best trial yet", Refusal(sweep), StringComparison.Ordinal);
    }
}
