using Hms.Signal.Augmentation;
using Hms.Transforms.Steps.Training;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the steps of training scope.</summary>
internal static class TrainingCases
{
    private static readonly TestColumn Votes = new("Votes", [3], [.. Enumerable.Range(0, StepCase.RowCount).Select(row => new[] { row % 2 + 1f, row == 3 ? 5f : 0, 1f })]);

    public static IEnumerable<StepCase> All()
    {
        foreach (var method in Enum.GetValues<RebalancingMethod>())
        {
            foreach (var by in Enum.GetValues<ClassMembership>())
            {
                yield return Of($"rebalance-{method}-{by}", new ClassRebalancingEstimator(new() { Method = method, By = by, Seed = 5 }), "X");
            }
        }
        foreach (var formula in Enum.GetValues<ClassWeightFormula>())
        {
            yield return Of($"class-weights-{formula}", new ClassWeightingEstimator(new() { Formula = formula, By = ClassMembership.Votes }), "Weight") with { Learns = true };
        }
        var changes = new AugmentationOptions { FlipTimeProbability = 0.5, MirrorProbability = 0.5, ShiftProbability = 0.5, TimeMaskProbability = 0.5, ChannelDropProbability = 0.1 };
        yield return Of("augment", new RowAugmentingEstimator(new() { InputColumn = "X", Augmentation = changes, Copies = 2, Seed = 5 }), "X");
    }

    private static StepCase Of(string name, Microsoft.ML.IEstimator<Microsoft.ML.ITransformer> estimator, string output)
    {
        var column = StepCase.Eeg;
        return StepCase.Of(name, column, [Votes], estimator, NanPolicy.Propagates) with { Output = output };
    }
}
