using Hms.Transforms.Mapping;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms.Scoring;

public sealed class BatchedScoringTests
{
    /// <summary>The promise: a batch and a single row differ by the order of float sums at most.</summary>
    private const float Tolerance = 1e-6f;

    private const int RowCount = 37;
    private static readonly string[] Classes = ["Seizure", "LPD", "Other"];

    public static TheoryData<int> BatchSizes => [1, 2, 16, 36, 37, 4096];

    private static TestTable Table(int rows = RowCount) => new(
        TestColumn.Waves("Features", [1, 2, 3], rows, amplitude: 1), new TestColumn("Number", [], [.. Enumerable.Range(0, rows).Select(row => new[] { (float)row })]));

    private static OnnxClassificationTransformer Network(int batchSize) =>
        new(TinyOnnx.Linear(1, 2, 3, 3), new OnnxClassificationOptions { ClassNames = Classes }, new OnnxScoringOptions { BatchSize = batchSize });

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Transform_Batches_EqualSingleRows(int batchSize)
    {
        using var network = Network(batchSize);
        var table = Table();
        var batched = Rows.Vectors(network.Transform(table), "Score");
        var single = SingleRows(network, table);
        Assert.Equal(RowCount, batched.Length);
        for (var row = 0; row < RowCount; row++)
        {
            for (var k = 0; k < Classes.Length; k++) { Assert.Equal(single[row][k], batched[row][k], Tolerance); }
        }
    }

    [Fact]
    public void Transform_BatchBeyondAnArray_SaysTheLargestThatFits()
    {
        using var network = new OnnxClassificationTransformer(TinyOnnx.Linear(1, 1024, 1024, 3), new OnnxClassificationOptions { ClassNames = Classes }, new OnnxScoringOptions { BatchSize = 4096 });
        var error = Assert.Throws<ColumnMismatchException>(() => network.Transform(new TestTable(TestColumn.Waves("Features", [1, 1024, 1024], 1, amplitude: 1))));
        Assert.Equal("Column 'Features' [1, 1024, 1024] in batches of 4096 makes 4294967296 numbers at once, more than an array holds; score in batches of at most 2047.", error.Message);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void GetRowCursor_OtherColumns_StayWithTheirRows(int batchSize)
    {
        using var network = Network(batchSize);
        var table = Table();
        var images = Rows.Vectors(table, "Features");
        var scores = SingleRows(network, table);
        var view = network.Transform(table);
        using var cursor = view.GetRowCursor(view.Schema);
        var (number, image, score, label) = (cursor.GetGetter<float>(view.Schema["Number"]), cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]), cursor.GetGetter<VBuffer<float>>(view.Schema["Score"]), cursor.GetGetter<uint>(view.Schema["PredictedLabel"]));
        var (row, id, value, key) = (0, default(DataViewRowId), 0f, 0u);
        VBuffer<float> pixels = default, probabilities = default;
        for (; cursor.MoveNext(); row++)
        {
            number(ref value);
            image(ref pixels);
            score(ref probabilities);
            label(ref key);
            cursor.GetIdGetter()(ref id);
            Assert.Equal((row, row, (ulong)row), (cursor.Position, (int)value, id.Low));
            Assert.Equal(images[row], pixels.DenseValues());
            Assert.Equal(scores[row][0], probabilities.GetValues()[0], Tolerance);
            Assert.Equal((uint)Array.IndexOf(scores[row], scores[row].Max()) + 1, key);
        }
        Assert.Equal(RowCount, row);
        Assert.False(cursor.MoveNext());
        Assert.Throws<InvalidOperationException>(() => number(ref value));
    }

    [Theory, InlineData(2), InlineData(4), InlineData(64)]
    public void GetRowCursorSet_BroughtIntoTheOrderOfBatches_GivesTheRowsInOrder(int cursors)
    {
        using var network = Network(4);
        var view = network.Transform(Table());
        var alone = Rows.WithIds(view, "Score");
        var together = Rows.Parallel(view, "Score", cursors);
        Assert.Equal(alone.Select(row => row.Id), together.Select(row => row.Id));
        for (var row = 0; row < RowCount; row++) { Assert.Equal(alone[row].Values[0], together[row].Values[0], Tolerance); }
    }

    [Fact]
    public void Transform_RowWithNaN_LeavesTheOthersOfItsBatchAsTheyAre()
    {
        const int broken = 5;
        using var network = Network(16);
        var table = Table();
        var rows = Rows.Vectors(table, "Features");
        var expected = Rows.Vectors(network.Transform(table), "Score");
        rows[broken][2] = float.NaN;
        var view = network.Transform(new TestTable(new TestColumn("Features", [1, 2, 3], rows)));
        var (scores, labels) = (Rows.Vectors(view, "Score"), view.GetColumn<uint>("PredictedLabel").ToArray());
        Assert.All(scores[broken], score => Assert.Equal(float.NaN, score));
        Assert.Equal(0u, labels[broken]);
        foreach (var row in Enumerable.Range(0, RowCount).Where(row => row != broken)) { Assert.Equal(expected[row], scores[row]); }
    }

    [Fact]
    public void GetRowCursor_FirstRow_ReadsOneBatchAndNoMore()
    {
        using var network = Network(8);
        var table = Table();
        var view = network.Transform(table);
        using (var cursor = view.GetRowCursor([view.Schema["Score"]]))
        {
            Assert.Equal(0, table.Reads);
            for (var row = 0; row < 8; row++) { Assert.True(cursor.MoveNext()); }
            Assert.Equal(8, table.Reads);
            Assert.False(network.HasSession); // no score was asked for
            Assert.True(cursor.MoveNext());
            Assert.Equal(16, table.Reads);
        }
        Assert.Equal(0, table.OpenCursors);
    }

    [Fact]
    public void GetRowCursor_NoScoreAskedFor_ReadsNothingAhead()
    {
        using var network = Network(8);
        var table = Table();
        var view = network.Transform(table);
        using var cursor = view.GetRowCursor([view.Schema["Number"]]);
        var getter = cursor.GetGetter<float>(view.Schema["Number"]);
        var value = 0f;
        Assert.True(cursor.MoveNext());
        getter(ref value);
        Assert.Equal(1, table.Reads);
    }

    [Fact]
    public void GetGetter_InactiveColumnOrOtherType_SaysSo()
    {
        using var network = Network(8);
        var view = network.Transform(Table());
        using var cursor = view.GetRowCursor([view.Schema["Score"]]);
        Assert.Contains("Number", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["Number"])).Message, StringComparison.Ordinal);
        Assert.Contains("Score", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["Score"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetRowCursor_SourceThatFails_FailsAtItsBatch()
    {
        using var network = Network(4);
        var rows = Rows.Vectors(Table(), "Features");
        rows[6] = [1, 2];
        var view = network.Transform(new TestTable(new TestColumn("Features", [1, 2, 3], rows)));
        using var cursor = view.GetRowCursor([view.Schema["Score"]]);
        for (var row = 0; row < 4; row++) { Assert.True(cursor.MoveNext()); }
        Assert.Contains("2 values", Assert.Throws<InvalidOperationException>(() => cursor.MoveNext()).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0, null, "BatchSize"), InlineData(4097, null, "BatchSize"), InlineData(1, 0, "Threads")]
    public void Validate_OutOfRange_NamesTheOption(int batchSize, int? threads, string named)
    {
        var options = new OnnxScoringOptions { BatchSize = batchSize, Threads = threads };
        Assert.Contains(named, Assert.Single(options.Validate()), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new OnnxClassificationTransformer(TinyOnnx.Linear(1, 2, 3, 3), new OnnxClassificationOptions { ClassNames = Classes }, options));
    }

    /// <summary>The way of a prediction engine: a row at a time.</summary>
    private static float[][] SingleRows(OnnxClassificationTransformer network, IDataView table)
    {
        var mapper = network.GetRowToRowMapper(table.Schema);
        var scores = new List<float[]>();
        using var cursor = table.GetRowCursor(table.Schema);
        var row = mapper.GetRow(cursor, mapper.OutputSchema);
        var getter = row.GetGetter<VBuffer<float>>(mapper.OutputSchema["Score"]);
        VBuffer<float> score = default;
        while (cursor.MoveNext())
        {
            getter(ref score);
            scores.Add([.. score.DenseValues()]);
        }
        return [.. scores];
    }
}
