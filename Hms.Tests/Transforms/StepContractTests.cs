using System.IO.Compression;
using System.Text.Json.Nodes;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>What every step owes: one test run over all of them.</summary>
public sealed class StepContractTests
{
    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Transform_ColumnAbsentOrOfWrongType_RefusesBeforeReading(string name)
    {
        var step = StepCase.Get(name);
        var transformer = step.FitStep();
        var other = new TestTable(TestColumn.Waves("Other", [2, 3], 4));
        var scalar = new TestTable(new TestColumn("X", [], [[1], [2]]));
        Assert.Contains("Other", Assert.Throws<ColumnMismatchException>(() => transformer.Transform(other)).Message, StringComparison.Ordinal);
        Assert.Contains("Single", Assert.Throws<ColumnMismatchException>(() => transformer.Transform(scalar)).Message, StringComparison.Ordinal);
        Assert.Equal(0, other.Reads + scalar.Reads);
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Transform_NoCursorOpened_ReadsNothing(string name)
    {
        var step = StepCase.Get(name);
        var transformer = step.FitStep();
        var table = new TestTable(step.InputColumn);
        Assert.Equal(table.Schema.Count + (name is "onnx" or "average" ? 2 : 1), transformer.Transform(table).Schema.Count);
        Assert.Equal(0, table.Reads);
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void GetRowCursorSet_ThreeCursors_EqualsSequential(string name)
    {
        var step = StepCase.Get(name);
        var view = step.FitStep().Transform(step.Table);
        var sequential = Rows.WithIds(view, step.Output);
        Assert.Equal(StepCase.RowCount, sequential.Length);
        var parallel = Rows.Parallel(view, step.Output, 3);
        Assert.Equal(sequential.Select(row => row.Id), parallel.Select(row => row.Id));
        Assert.Equal(sequential.Select(row => row.Values), parallel.Select(row => row.Values));
        Assert.Equal(3, view.GetRowCursorSet([], 3).Length);
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void GetGetter_TwoConsumers_ComputesOnce(string name)
    {
        var step = StepCase.Get(name);
        var transformer = step.FitStep();
        var table = new TestTable(step.InputColumn);
        var view = transformer.Transform(table);
        using var cursor = view.GetRowCursor(view.Schema);
        var (first, second) = (cursor.GetGetter<VBuffer<float>>(view.Schema[step.Output]), cursor.GetGetter<VBuffer<float>>(view.Schema[step.Output]));
        VBuffer<float> a = default, b = default;
        while (cursor.MoveNext())
        {
            first(ref a);
            second(ref b);
            Assert.Equal(a.DenseValues(), b.DenseValues());
        }
        Assert.Equal(StepCase.RowCount * transformer.InputColumns.Count, table.Reads);
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Save_LoadedAgain_GivesTheSame(string name)
    {
        var step = StepCase.Get(name);
        var transformer = step.FitStep();
        var loaded = new MLContext(1).UseHms().Model.Load(new MemoryStream(Save(transformer, step.Table.Schema)), out _);
        Assert.IsType(transformer.GetType(), loaded);
        Assert.Equal(Rows.Vectors(transformer.Transform(step.Table), step.Output), Rows.Vectors(loaded.Transform(step.Table), step.Output));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Save_OptionsEntry_IsReadableJson(string name)
    {
        var step = StepCase.Get(name);
        using var zip = new ZipArchive(new MemoryStream(Save(step.FitStep(), step.Table.Schema)), ZipArchiveMode.Read);
        using var stream = Assert.Single(zip.Entries, entry => entry.Name == "options.json").Open();
        var json = JsonNode.Parse(stream)!;
        Assert.Equal(1, json["version"]!.GetValue<int>());
        Assert.NotNull(json["options"]);
        Assert.Single(zip.Entries, entry => entry.Name == "checksum.sha256");
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Load_PayloadChanged_Refuses(string name)
    {
        var step = StepCase.Get(name);
        var saved = Save(step.FitStep(), step.Table.Schema);
        foreach (var entry in new[] { "options.json", "checksum.sha256" })
        {
            var damaged = ModelFiles.Edit(saved, file => file.EndsWith(entry, StringComparison.Ordinal), bytes => bytes[^3] ^= 1);
            Assert.Contains("damaged", Refusal(damaged).Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Load_NewerVersion_Refuses(string name)
    {
        var step = StepCase.Get(name);
        var saved = ModelFiles.WithStepVersion(Save(step.FitStep(), step.Table.Schema), 2);
        Assert.Contains("version 2", Refusal(saved).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void PredictionEngine_RowByRow_EqualsTransform(string name)
    {
        var step = StepCase.Get(name);
        var transformer = step.FitStep();
        var view = transformer.Transform(step.Table);
        var context = new MLContext(1);
        var input = SchemaDefinition.Create(typeof(EngineInput));
        input["X"].ColumnType = step.InputColumn.Type;
        if (step.InputColumn.ChannelNames is { } channels) { Annotate(input["X"], "ChannelNames", channels); }
        if (step.InputColumn.SlotNames is { } slots) { Annotate(input["X"], "SlotNames", slots); }
        var output = SchemaDefinition.Create(typeof(EngineOutput));
        output["Y"].ColumnType = view.Schema["Y"].Type;
        using var engine = context.Model.CreatePredictionEngine<EngineInput, EngineOutput>(transformer, ignoreMissingColumns: true, input, output);
        var expected = Rows.Vectors(view, step.Output);
        for (var row = 0; row < StepCase.RowCount; row++)
        {
            Assert.Equal(expected[row], engine.Predict(new EngineInput { X = step.InputColumn.Rows[row] }).Y);
        }
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void WithColumns_OtherNames_GivesTheSameValues(string name)
    {
        var step = StepCase.Get(name);
        var transformer = step.FitStep();
        var copy = transformer.WithColumns("Copy", [.. transformer.InputColumns]);
        var expected = Rows.Vectors(transformer.Transform(step.Table), step.Output);
        Assert.Equal(expected, Rows.Vectors(copy.Transform(step.Table), "Copy"));
        if (name is "onnx" or "average" or "stack") { return; }
        Assert.Equal(expected, Rows.Vectors(transformer.WithColumns("X", "X").Transform(step.Table), "X"));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Transform_NaNInEveryRow_FollowsThePolicy(string name)
    {
        var step = StepCase.Get(name);
        var rows = Rows.Vectors(step.FitStep().Transform(StepCase.WithNaN(step.InputColumn)), step.Output);
        Assert.All(rows, row => Assert.Equal(step.Nan == NanPolicy.Propagates, row.Any(float.IsNaN)));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void GetGetter_ColumnNotAskedFor_Throws(string name)
    {
        var step = StepCase.Get(name);
        var view = step.FitStep().Transform(step.Table);
        using var cursor = view.GetRowCursor([]);
        Assert.False(cursor.IsColumnActive(view.Schema[step.Output]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<VBuffer<float>>(view.Schema[step.Output]));
    }

    /// <summary>What our loader threw below ML.NET's own exceptions.</summary>
    private static ModelFileException Refusal(byte[] file)
    {
        var error = Assert.ThrowsAny<Exception>(() => new MLContext(1).UseHms().Model.Load(new MemoryStream(file), out _));
        return Assert.IsType<ModelFileException>(error.GetBaseException());
    }

    private static byte[] Save(ITransformer transformer, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        new MLContext(1).Model.Save(transformer, schema, stream);
        return stream.ToArray();
    }

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
