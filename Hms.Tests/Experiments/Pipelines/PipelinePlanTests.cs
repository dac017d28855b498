using Hms.Data.Views;
using Hms.Experiments.Commands;
using Hms.Experiments.Configuration;
using Hms.Experiments.Pipelines;
using Hms.Tests.EndToEnd;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Pipelines;

public sealed class PipelinePlanTests
{
    [Fact]
    public void Of_StepsThatLearnNothing_AreAllShared()
    {
        var plan = Plan("sweep"); // first value of normalize.scope: instance
        Assert.Equal((6, 6), (plan.Steps.Count(), plan.Shared.Count));
        Assert.Equal(RecordingColumns.Eeg, plan.Sources);
        Assert.Equal(["Eeg"], plan.CachedColumns);
    }

    [Fact]
    public void Of_RebalancingAndDatawideNormalisation_AreFittedFromTheFirstOnwards()
    {
        var plan = Plan("single");
        Assert.Equal(5, plan.Shared.Count);
        Assert.Equal([5, 6], plan.Fitted.Select(step => step.Index));
        Assert.Equal([true, false], plan.Fitted.Select(step => step.IsTrainingOnly));
        Assert.Equal([plan.FeatureColumn], plan.CachedColumns);
    }

    [Fact]
    public void Of_BothInputs_CachesWhatTheFittedStepsReadOfEach()
    {
        var plan = Plan("both");
        Assert.Equal(RecordingColumns.Eeg | RecordingColumns.Spectrogram, plan.Sources);
        Assert.Equal(10, plan.Shared.Count); // up to the spectrogram's datawide normalisation
        Assert.Equal(["Eeg", "Spectrogram"], plan.CachedColumns.Order());
        Assert.DoesNotContain(plan.FeatureColumn, plan.CachedColumns); // made by a fitted step
    }

    [Fact]
    public void Of_FittedStepOfOneInput_LeavesTheStepsOfTheOtherShared()
    {
        var text = TinyExperiments.Text.Replace("\"id\": \"normalizeEeg\", \"scope\": \"instance\"", "\"id\": \"normalizeEeg\", \"scope\": \"datawide\"", StringComparison.Ordinal);
        var plan = Plan("both", text);
        Assert.Equal([0, 1, 2, 3, 6, 7, 8, 9], plan.Shared.Select(step => step.Index));
        Assert.Equal([4, 5, 10, 11, 12], plan.Fitted.Select(step => step.Index));
        Assert.Equal(Enumerable.Range(0, 13), plan.Steps.Select(step => step.Index));
    }

    [Fact]
    public void Of_EveryShippedExperiment_PlansAndFits()
    {
        var result = ExperimentsFile.Load(Path.Combine(Repository.Root, "experiments.json"));
        Assert.All(result.Experiments.Values, experiment => Assert.Empty(PipelineCheck.Run(experiment)));
    }

    private static PipelinePlan Plan(string name, string text = TinyExperiments.Text) =>
        PipelinePlan.Of(PipelineCheck.FirstSettings(ExperimentsFile.Parse(text, "tiny.json").Find(name, ExperimentsResult.FullScale)));
}
