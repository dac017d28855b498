using Hms.Data.Rows;
using Hms.Data.Splits;
using Hms.Experiments.Configuration;
using Hms.Experiments.Running;
using Hms.Tests.Experiments.Configuration;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Running;

/// <summary>By what a study is resumed.</summary>
public sealed class SweepPlanTests
{
    [Theory]
    [InlineData("""
        "model": { "dropPath": 0, "pooling": "avg", "weights": null, "learner": null },
        "training": {
          "epochs": 9, "optimizer": { "adamW": { "epsilon": 1e-8, "amsGrad": false } }, "schedule": { "cosine": {} }, "warmUp": null, "loss": "kullbackLeibler", "voteWeighting": "none", "gradientClip": null,
          "accumulation": 1, "ema": null, "earlyStopping": null, "secondStage": null
        },
        "sweep": { "rounds": null, "retries": 0, "pruner": { "auto": {} } }, "export": { "weights": "float32" }
        """)]
    [InlineData("\"training\": { \"highVotes\": 12, \"outOfMemory\": \"halveBatch\", \"checkpointSeconds\": 5, \"memoryLimitGB\": 2 }")]
    [InlineData("\"sweep\": { \"trials\": 99, \"hours\": 2, \"workers\": 2, \"keepModels\": 3, \"targetKl\": 0.3 }")]
    [InlineData("\"export\": { \"winner\": \"refit\" }, \"about\": \"Words.\"")]
    public void HashOf_DefaultsWrittenOutOrSettingsThatChangeNoTrial_IsEqual(string members) => Assert.Equal(Hash(""), Hash(members));

    [Theory]
    [InlineData("\"export\": { \"weights\": \"float16\" }")]
    [InlineData("\"training\": { \"optimizer\": { \"adamW\": { \"epsilon\": 1e-7 } } }")]
    [InlineData("\"training\": { \"secondStage\": { \"epochs\": 2 } }")]
    [InlineData("\"model\": { \"dropout\": { \"range\": [0, 0.1] } }")]
    [InlineData("\"training\": { \"optimizer\": { \"choice\": [ \"adamW\", \"adam\" ] } }")]
    [InlineData("\"sweep\": { \"rounds\": 2 }")]
    [InlineData("\"sweep\": { \"folds\": 2 }")]
    [InlineData("\"seed\": 2")]
    public void HashOf_AnotherTrial_Differs(string members) => Assert.NotEqual(Hash(""), Hash(members));

    [Fact]
    public void HashOf_FoldsOfAFile_CountByTheirContentAndOthersFollowFromTheData()
    {
        RecordingRow[] rows = [.. Enumerable.Range(0, 4).Select(i => new RecordingRow { EegId = i, PatientId = i })];
        using var folder = new TempFolder();
        var experiment = Experiment.Child("");
        string Of(string folds)
        {
            File.WriteAllText(folder["folds.csv"], "eeg_id,fold\n" + folds);
            return SweepPlan.HashOf(experiment, "data", null, FoldAssignment.Of(rows, new SplitOptions { Method = SplitMethod.File, Path = folder["folds.csv"] }));
        }
        Assert.Equal(Of("0,0\n1,0\n2,1\n3,1\n"), Of("3,1\n1,0\n2,1\n0,0\n")); // order is none of the content
        Assert.NotEqual(Of("0,0\n1,0\n2,1\n3,1\n"), Of("0,0\n1,1\n2,1\n3,1\n"));
        Assert.Equal(SweepPlan.HashOf(experiment, "data", null), SweepPlan.HashOf(experiment, "data", null, FoldAssignment.Of(rows, new SplitOptions { FoldCount = 2 })));
    }

    [Fact]
    public void HashOf_Rounds_CountsTheTrials() =>
        Assert.NotEqual(Hash("\"sweep\": { \"rounds\": 2, \"trials\": 30 }"), Hash("\"sweep\": { \"rounds\": 2, \"trials\": 40 }"));

    [Fact]
    public void HashOf_ChoiceWithADefaultWrittenOut_IsEqual() => Assert.Equal(
        Hash("\"training\": { \"optimizer\": { \"choice\": [ \"adamW\", { \"adam\": { \"learningRate\": 0.01 } } ] } }"),
        Hash("\"training\": { \"optimizer\": { \"choice\": [ { \"adamW\": { \"amsGrad\": false } }, { \"adam\": { \"amsGrad\": false, \"learningRate\": 0.01 } } ] } }"));

    [Fact]
    public void HashOf_EveryShippedExperimentWithAllDefaultsWrittenOut_IsEqual()
    {
        foreach (var (name, experiment) in ExperimentsFile.Load(Path.Combine(Repository.Root, "experiments.json")).Experiments)
        {
            var resolved = experiment.ToResolvedJson(ResolvedDetail.Values).AsObject();
            resolved.Remove("paper"); // it may name another experiment, which the file of one does not have
            var written = Experiment.File($$"""{ "{{name}}": {{resolved.ToJsonString()}} }""")[name];
            Assert.Equal(SweepPlan.HashOf(experiment, "data", null), SweepPlan.HashOf(written, "data", null));
        }
    }

    private static string Hash(string members) => SweepPlan.HashOf(Experiment.Child(members), "data", null);
}
