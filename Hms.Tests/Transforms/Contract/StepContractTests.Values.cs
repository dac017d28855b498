using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

public sealed partial class StepContractTests
{
    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_ReadTwice_IsDeterministic(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.Table);
        Assert.Equal(Rows.Values(view, step.Output), Rows.Values(view, step.Output));
        Assert.Equal(Rows.Values(view, step.Output), Rows.Values(step.Refit(step.Table).Transform(step.Table), step.Output));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Transform_OtherRowOrder_GivesEachRowTheSame(string name)
    {
        var step = StepCase.Get(name);
        int[] order = [6, 0, 3, 3, 1];
        var expected = Rows.Values(step.Fitted.Transform(step.Table), step.Output);
        Assert.Equal(order.Select(row => expected[row]), Rows.Values(step.Fitted.Transform(Reordered(step, order)), step.Output));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Transform_OutputAndInputTogether_LeavesTheInputAsItWas(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.Table);
        using var cursor = view.GetRowCursor([view.Schema["X"], view.Schema[step.Output]]);
        var (input, output) = (cursor.GetGetter<VBuffer<float>>(view.Schema["X"]), cursor.GetGetter<VBuffer<float>>(view.Schema[step.Output]));
        VBuffer<float> x = default, y = default;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            output(ref y);
            input(ref x);
            Assert.Equal(step.InputColumn.Rows[row], x.DenseValues());
        }
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Transform_NaNInEveryRow_FollowsThePolicy(string name)
    {
        var step = StepCase.Get(name);
        var rows = Rows.Values(step.Fitted.Transform(step.TableOf(With(step.InputColumn, float.NaN))), step.Output);
        Assert.All(rows, row => Assert.Equal(step.Nan == NanPolicy.Propagates, row.Any(float.IsNaN)));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Transform_InfinityInEveryRow_FollowsThePolicy(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.TableOf(With(step.InputColumn, float.PositiveInfinity)));
        float[][] rows = [];
        var error = Record.Exception(() => rows = Rows.Values(view, step.Output));
        switch (step.Infinity)
        {
            case InfinityPolicy.Refuses: Assert.Contains("infinite", Assert.IsAssignableFrom<Exception>(error).Message, StringComparison.Ordinal); break;
            case InfinityPolicy.Absorbs: Assert.All(rows, row => Assert.All(row, value => Assert.True(float.IsFinite(value)))); Assert.Null(error); break;
            default: Assert.True(error is not null || rows.All(row => row.Any(value => !float.IsFinite(value))), "An infinite value vanished without a word."); break;
        }
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Transform_ConstantChannels_GivesFiniteValues(string name)
    {
        var step = StepCase.Get(name);
        var constant = step.TableOf(step.InputColumn with { Rows = [.. step.InputColumn.Rows.Select(row => Enumerable.Repeat(2f, row.Length).ToArray())] });
        Assert.All(Rows.Values(step.Refit(constant).Transform(constant), step.Output), row => Assert.All(row, value => Assert.True(float.IsFinite(value))));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Transform_SparseVectors_GivesTheSameAsDense(string name)
    {
        var step = StepCase.Get(name);
        var holes = step.InputColumn with { Rows = [.. step.InputColumn.Rows.Select(row => row.Select((value, i) => i % 3 == 0 ? 0 : value).ToArray())] };
        Assert.Equal(
            Rows.Values(step.Fitted.Transform(step.TableOf(holes)), step.Output),
            Rows.Values(step.Fitted.Transform(step.TableOf(holes with { IsSparse = true })), step.Output));
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_NoRows_GivesNoRows(string name)
    {
        var step = StepCase.Get(name);
        Assert.Empty(Rows.Values(step.Fitted.Transform(Empty(step)), step.Output));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void PredictionEngine_RowByRow_EqualsTransform(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.Table);
        if (step.OtherColumns.Length > 0) { return; }
        var context = new MLContext(1);
        var input = SchemaDefinition.Create(typeof(EngineInput));
        input["X"].ColumnType = step.InputColumn.Type;
        if (step.InputColumn.ChannelNames is { } channels) { Annotate(input["X"], "ChannelNames", channels); }
        if (step.InputColumn.SlotNames is { } slots) { Annotate(input["X"], "SlotNames", slots); }
        var output = SchemaDefinition.Create(typeof(EngineOutput));
        output["Y"].ColumnType = view.Schema["Y"].Type;
        using var engine = context.Model.CreatePredictionEngine<EngineInput, EngineOutput>(step.Fitted, ignoreMissingColumns: true, input, output);
        var expected = Rows.Values(view, step.Output);
        for (var row = 0; row < StepCase.RowCount; row++)
        {
            Assert.Equal(expected[row], engine.Predict(new EngineInput { X = step.InputColumn.Rows[row] }).Y);
        }
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void WithColumns_OtherNames_GivesTheSameValues(string name)
    {
        var step = StepCase.Get(name);
        var fitted = step.FitStep();
        var copy = fitted.WithColumns("Copy", [.. fitted.InputColumns]);
        Assert.Equal(Rows.Values(fitted.Transform(step.Table), step.Output), Rows.Values(copy.Transform(step.Table), "Copy"));
        Assert.Equal("Copy", ((IStepTransformer)copy).OutputColumn);
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void WithColumns_OtherNumber_Refuses(string name)
    {
        var fitted = StepCase.Get(name).FitStep();
        if (fitted is Hms.Transforms.Scoring.ScoreAveragingTransformer) { return; } // a mean has as many inputs as there are models
        Assert.Throws<ArgumentException>(() => fitted.WithColumns("Copy", [.. fitted.InputColumns, "Another"]));
        Assert.Throws<ArgumentException>(() => fitted.WithColumns("Copy", []));
    }

    private static TestColumn With(TestColumn column, float value) => column with
    {
        Rows = [.. column.Rows.Select(row => row.Select((old, i) => i == row.Length / 4 ? value : old).ToArray())],
    };

    private static void Annotate(SchemaDefinition.Column column, string kind, string[] names) =>
        column.AddAnnotation(kind, new VBuffer<ReadOnlyMemory<char>>(names.Length, [.. names.Select(name => name.AsMemory())]), new VectorDataViewType(TextDataViewType.Instance, names.Length));

    private sealed class EngineInput
    {
        public float[] X { get; set; } = [];
    }

    private sealed class EngineOutput
    {
        public float[] Y { get; set; } = [];
    }
}
