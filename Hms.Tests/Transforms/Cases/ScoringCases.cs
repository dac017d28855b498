using Hms.Transforms.Scoring;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the transformers that score.</summary>
internal static class ScoringCases
{
    public static IEnumerable<StepCase> All()
    {
        string[] classes = ["a", "b", "c"];
        var onnx = TinyOnnx.Linear(2, 6, 10, classes.Length);
        yield return new StepCase("onnx", new TestTable(StepCase.Image), "X", "Y", _ => new OnnxClassificationTransformer(onnx, "X", "Y", "L", classes), NanPolicy.Propagates) { InputColumn = StepCase.Image, BytesPerRow = 16_384, ProcessTolerance = 1e-6f, Learns = true };
        var scores = TestColumn.Waves("X", [3], StepCase.RowCount, amplitude: 0.1, offset: 0.3) with { SlotNames = classes };
        yield return new StepCase("average", new TestTable(scores), "X", "Y", _ => new ScoreAveragingTransformer(["X", "X"], "Y", "L"), NanPolicy.Propagates) { InputColumn = scores };
        var sum = new ScoreBlendingOptions { InputColumns = ["X", "X"], Weights = [0.25, 0.75], ScoreColumn = "Y", PredictedLabelColumn = "L" };
        yield return new StepCase("blend", new TestTable(scores), "X", "Y", _ => new ScoreBlendingTransformer(sum), NanPolicy.Propagates) { InputColumn = scores, Learns = true };
        var product = sum with { Kind = ScoreBlendKind.Geometric, Weights = [0.8, 0.5], Temperature = 1.5, ClassBias = [0.1, 0, -0.1], SmallestProbability = 1e-4 };
        yield return new StepCase("blendLog", new TestTable(scores), "X", "Y", _ => new ScoreBlendingTransformer(product), NanPolicy.Propagates) { InputColumn = scores, Learns = true };
        var statistics = new ScoreStatisticsOptions { InputColumns = ["X", "X"], Statistics = [.. Enum.GetValues<ScoreStatistic>()], OutputColumn = "Y" };
        yield return new StepCase("statistics", new TestTable(scores), "X", "Y", _ => new ScoreStatisticsTransformer(statistics), NanPolicy.Propagates) { InputColumn = scores };
    }
}
