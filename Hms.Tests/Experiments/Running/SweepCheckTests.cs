using Hms.Experiments.Configuration;
using Hms.Experiments.Running;
using Hms.Tests.Experiments.Configuration;

namespace Hms.Tests.Experiments.Running;

public sealed class SweepCheckTests
{
    [Fact]
    public void Run_ASoundBlock_FindsNothing() => Assert.Empty(Problems("\"firstTrials\": [ { \"model.dropout\": 0.25 } ]"));

    [Fact]
    public void Run_AFirstTrialOutsideTheRanges_NamesParameterAndValue()
    {
        Assert.Contains("'model.drop'", Assert.Single(Problems("\"firstTrials\": [ { \"model.drop\": 0.25 } ]")));
        Assert.Contains("0.75 is not in 0 to 0.5", Assert.Single(Problems("\"firstTrials\": [ { \"model.dropout\": 0.25 }, { \"model.dropout\": 0.75 } ]")));
    }

    [Fact]
    public void Run_AGridOverARealRange_AsksForAStep() => Assert.Contains("model.dropout", Assert.Single(Problems("\"tuner\": \"grid\"")));

    [Fact]
    public void Run_APrunerThatCouldNeverPrune_IsRefused() => Assert.Contains("WarmupSteps 15 must be below TotalSteps 15", Assert.Single(Problems("\"pruner\": { \"median\": { \"warmupSteps\": 15 } }")));

    private static string[] Problems(string sweep)
    {
        ResolvedExperiment experiment = Experiment.Child($$"""
            "model": { "dropout": { "range": [0.0, 0.5] } }, "training": { "epochs": 3 }, "sweep": { {{sweep}} }
            """);
        return [.. SweepCheck.Run(experiment).Select(x => x.Message)];
    }
}
