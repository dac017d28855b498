using Hms.Transforms.Evaluation;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

public sealed class ScoringTests
{
    private static readonly string[] Classes = ["Seizure", "LPD", "Other"];
    private static readonly TestTable Images = new(TestColumn.Waves("Features", [1, 2, 3], 9, amplitude: 1));
    private static readonly MLContext Context = new(1);

    private static OnnxClassificationTransformer Network(double phase = 0) => new(TinyOnnx.Linear(1, 2, 3, 3, phase), new OnnxClassificationOptions { ClassNames = Classes });

    [Fact]
    public void Transform_LinearGraph_EqualsItsArithmetic()
    {
        using var network = Network();
        var scores = Rows.Vectors(network.Transform(Images), "Score");
        var images = Rows.Vectors(Images, "Features");
        for (var row = 0; row < images.Length; row++)
        {
            var logits = Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, 6).Sum(i => images[row][i] * Math.Sin(0.7 * (i * 3 + k)))).ToArray();
            var total = logits.Sum(Math.Exp);
            for (var k = 0; k < 3; k++) { Assert.Equal(Math.Exp(logits[k]) / total, scores[row][k], 1e-6); }
        }
    }

    [Fact]
    public void Evaluate_KeyLabel_WorksWithClassNames()
    {
        using var network = Network();
        var scored = network.Transform(Images);
        var labelled = Context.Transforms.CopyColumns("Label", "PredictedLabel").Fit(scored).Transform(scored);
        var metrics = Context.MulticlassClassification.Evaluate(labelled);
        Assert.Equal(1, metrics.MicroAccuracy);
        Assert.Equal(3, metrics.ConfusionMatrix.NumberOfClasses);
        Assert.Contains("Seizure", metrics.ConfusionMatrix.GetFormattedConfusionTable(), StringComparison.Ordinal);
        var named = Context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel").Fit(scored).Transform(scored);
        Assert.Contains(named.GetColumn<string>("Name").First(), Classes);
    }

    [Fact]
    public void Transform_ImageOfOtherSize_RefusesBeforeReading()
    {
        using var network = Network();
        var table = new TestTable(TestColumn.Waves("Features", [1, 2, 4], 2));
        Assert.Contains("[1, 2, 3]", Assert.Throws<ColumnMismatchException>(() => network.Transform(table)).Message, StringComparison.Ordinal);
        Assert.Equal(0, table.Reads);
    }

    [Fact]
    public void Transform_NoOnnxGraph_IsRefused()
    {
        using var broken = new OnnxClassificationTransformer([1, 2, 3], new OnnxClassificationOptions { ClassNames = Classes });
        Assert.Equal("model.onnx", Assert.Throws<ModelFileException>(() => broken.Transform(Images)).Entry);
    }

    [Fact]
    public void Transform_GraphThatTheRuntimeRefuses_IsRefusedAtTheFirstRow()
    {
        using var broken = new OnnxClassificationTransformer(TinyOnnx.Linear(1, 2, 3, 3, activation: "NoSuchOperator"), new OnnxClassificationOptions { ClassNames = Classes });
        var view = broken.Transform(Images);
        Assert.Equal(3, Rows.Dimensions(view, "Score")[0]);
        Assert.Contains("NoSuchOperator", Assert.Throws<ModelFileException>(() => Rows.Vectors(view, "Score")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_AfterRows_ReleasesTheSessionUntilTheNextRow()
    {
        var network = Network();
        var view = network.Transform(Images);
        Assert.False(network.HasSession);
        var scores = Rows.Vectors(view, "Score");
        Assert.True(network.HasSession);
        network.Dispose();
        Assert.False(network.HasSession);
        Assert.Equal(scores, Rows.Vectors(view, "Score"));
        Assert.True(network.HasSession);
        network.Dispose();
        network.Dispose();
        Assert.False(network.HasSession);
    }

    [Fact]
    public void Dispose_WhileOthersScore_DisturbsNoRow()
    {
        var network = Network();
        var scores = Rows.Vectors(network.Transform(Images), "Score");
        Parallel.For(0, 40, i =>
        {
            if (i % 2 == 0) { network.Dispose(); }
            else { Assert.Equal(scores, Rows.Vectors(network.Transform(Images), "Score")); }
        });
        network.Dispose();
        Assert.False(network.HasSession);
    }

    [Fact]
    public void StepShapes_AddClassification_GivesTheKindsOfTheColumns()
    {
        using var network = Network();
        var scored = Context.Transforms.CopyColumns("Copy", "Score").Append(Context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"));
        var shape = scored.GetOutputSchema(StepShapes.AddClassification(new SchemaShape([]), "Score", "PredictedLabel"));
        Assert.Equal(["Score", "PredictedLabel", "Copy", "Name"], shape.Select(column => column.Name));
        Assert.Equal((SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance), (shape[2].Kind, shape[3].ItemType));
    }

    [Fact]
    public void Transform_OtherNumberOfClasses_IsRefused()
    {
        using var network = new OnnxClassificationTransformer(TinyOnnx.Linear(1, 2, 3, 4), new OnnxClassificationOptions { ClassNames = Classes });
        Assert.Contains("3 classes", Assert.Throws<ModelFileException>(() => network.Transform(Images)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoreAveraging_TwoNetworks_GivesTheMeanAndItsLabel()
    {
        using var first = (OnnxClassificationTransformer)Network().WithColumns("A", "Features");
        using var second = (OnnxClassificationTransformer)Network(1).WithColumns("B", "Features");
        var scored = second.Transform(first.Transform(Images));
        var view = new ScoreAveragingTransformer(["A", "B"]).Transform(scored);
        var (a, b, mean) = (Rows.Vectors(view, "A"), Rows.Vectors(view, "B"), Rows.Vectors(view, "Score"));
        Assert.NotEqual(a, b);
        for (var row = 0; row < mean.Length; row++)
        {
            for (var k = 0; k < 3; k++) { Assert.Equal((a[row][k] + b[row][k]) / 2, mean[row][k], 1e-6f); }
        }
        Assert.Equal(mean.Select(row => (uint)(Array.IndexOf(row, row.Max()) + 1)), view.GetColumn<uint>("PredictedLabel"));
        Assert.Equal(Classes, Rows.Names(view, "Score", "SlotNames"));
    }

    [Fact]
    public void KlEvaluator_HandComputedRows_GivesMeanTermsAndRows()
    {
        var table = new TestTable(
            new TestColumn("Votes", [2], [[1, 0], [0.5f, 0.5f], [0, 1]]),
            new TestColumn("Score", [2], [[0.5f, 0.5f], [0.25f, 0.75f], [1, 0]]),
            new TestColumn("VoteCount", [], [[3], [12], [20]]));
        var metrics = KlEvaluator.Evaluate(table);
        double[] rows = [Math.Log(2), 0.5 * Math.Log(2) + 0.5 * Math.Log(2.0 / 3), -Math.Log(1e-15)];
        Assert.Equal(3, metrics.Count);
        for (var i = 0; i < rows.Length; i++) { Assert.Equal(rows[i], metrics.RowDivergences[i], 1e-9); }
        Assert.Equal(rows.Average(), metrics.MeanKl, 1e-9);
        Assert.Equal(metrics.MeanKl, metrics.ClassTerms.Sum(), 1e-9);
        var some = KlEvaluator.Evaluate(table, voteCountColumn: "VoteCount", minimumVotes: 10);
        Assert.Equal((2, 1), (some.Count, some.SkippedRows));
        Assert.Equal((rows[1] + rows[2]) / 2, some.MeanKl, 1e-9);
    }

    [Theory, InlineData(0.5f, 0.6f, "sum to"), InlineData(float.NaN, 1, "NaN"), InlineData(-0.5f, 1.5f, "-0.5")]
    public void KlEvaluator_NoProbabilities_NamesTheRow(float first, float second, string fault)
    {
        var table = new TestTable(new TestColumn("Votes", [2], [[1, 0], [1, 0]]), new TestColumn("Score", [2], [[0.5f, 0.5f], [first, second]]));
        var message = Assert.Throws<InvalidOperationException>(() => KlEvaluator.Evaluate(table)).Message;
        Assert.Contains("Row 1", message, StringComparison.Ordinal);
        Assert.Contains(fault, message, StringComparison.Ordinal);
    }
}
