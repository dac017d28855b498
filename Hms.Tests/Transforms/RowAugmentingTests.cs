using Hms.Signal.Augmentation;
using Hms.Tests.Support;
using Hms.Transforms;
using Hms.Transforms.Caching;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class RowAugmentingTests : IDisposable
{
    private const float Tolerance = 1e-5f;
    private static readonly AugmentationOptions Shift = new() { ShiftProbability = 1, ShiftMaxFraction = 0.5, ShiftEdge = ShiftEdge.Wrap };
    private static readonly AugmentationOptions Mixup = new() { MixupProbability = 1, MixupAlpha = 1 };
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static TestTable Table { get; } = new(
        new TestColumn("X", [1, 40], [.. Enumerable.Range(0, 6).Select(row => Enumerable.Range(0, 40).Select(i => 100f * row + i).ToArray())]),
        new TestColumn("Votes", [6], [.. Enumerable.Range(0, 6).Select(row => Enumerable.Range(0, 6).Select(i => i == row ? row + 2f : 0).ToArray())]));

    [Theory, InlineData(1), InlineData(3)]
    public void Transform_Copies_FollowTheirRow(int copies)
    {
        var rows = Rows.Vectors(Augment(Table, new() { InputColumn = "X", Augmentation = Shift, Copies = copies }), "X");
        Assert.Equal(6 * (copies + 1), rows.Length);
        for (var row = 0; row < 6; row++)
        {
            Assert.Equal(Rows.Vectors(Table, "X")[row], rows[row * (copies + 1)]);
            for (var copy = 1; copy <= copies; copy++) { Assert.Equal(rows[row * (copies + 1)], rows[row * (copies + 1) + copy].Order()); }
        }
    }

    [Fact]
    public void Transform_CopiesAndRows_DrawDifferently()
    {
        var rows = Rows.Vectors(Augment(Table, new() { InputColumn = "X", Augmentation = Shift, Copies = 8, Originals = OriginalRows.LeaveOut }), "X");
        Assert.Equal(48, rows.Length);
        foreach (var copies in rows.Chunk(8)) { Assert.True(copies.Select(row => row[0] % 100).Distinct().Count() >= 5); }
        Assert.True(rows.Where((_, i) => i % 8 == 0).Select(row => row[0] % 100).Distinct().Count() >= 4);
    }

    [Fact]
    public void Transform_OriginalsLeftOut_GivesTheSameCopies()
    {
        var options = new RowAugmentingOptions { InputColumn = "X", Augmentation = Shift, Copies = 2 };
        Assert.Equal(
            Rows.Vectors(Augment(Table, options), "X").Where((_, i) => i % 3 != 0),
            Rows.Vectors(Augment(Table, options with { Originals = OriginalRows.LeaveOut }), "X"));
    }

    [Fact]
    public void Transform_OtherSeed_DrawsDifferently() => Assert.NotEqual(
        Rows.Vectors(Augment(Table, new() { InputColumn = "X", Augmentation = Shift, Seed = 1 }), "X"),
        Rows.Vectors(Augment(Table, new() { InputColumn = "X", Augmentation = Shift, Seed = 2 }), "X"));

    [Fact]
    public void Transform_RowsThatRebalancingRepeats_DrawDifferently()
    {
        var repeated = new RowSubsetView(Table, [2, 2, 2, 2, 2, 2]);
        Assert.True(Rows.Vectors(Augment(repeated, new() { InputColumn = "X", Augmentation = Shift, Originals = OriginalRows.LeaveOut }), "X").Select(row => row[0]).Distinct().Count() >= 4);
    }

    [Fact]
    public void Transform_Mixup_MixesValuesAndVotesByOneShare()
    {
        using var cache = Cache();
        var view = Augment(cache, new() { InputColumn = "X", Augmentation = Mixup, Copies = 5, Originals = OriginalRows.LeaveOut });
        var (values, votes) = (Rows.Vectors(view, "X"), Rows.Vectors(view, "Votes"));
        for (var i = 0; i < 30; i++)
        {
            var own = i / 5;
            var share = votes[i][own];
            var partner = Enumerable.Range(0, 6).Single(row => row != own && votes[i][row] > 0);
            Assert.Equal(1, votes[i].Sum(), Tolerance);
            Assert.Equal(1 - share, votes[i][partner], Tolerance);
            for (var t = 0; t < 40; t++) { Assert.Equal(share * (100 * own + t) + (1 - share) * (100 * partner + t), values[i][t], 0.01f); }
        }
    }

    [Fact]
    public void Transform_Mixup_IsTheSameHoweverTheRowIsReached()
    {
        using var cache = Cache();
        var subset = new RowSubsetView(cache, [0, 1, 1, 4, 5, 5]);
        var view = (ISeekableDataView)Augment(subset, new() { InputColumn = "X", Augmentation = Mixup with { ShiftProbability = 1 }, Copies = 2 });
        var expected = Rows.WithIds(view, "X");
        Assert.Equal(18, expected.Select(row => row.Id).Distinct().Count());
        Assert.Equal(expected.Select(row => row.Values), Rows.Parallel(view, "X", 2).OrderBy(row => Array.FindIndex(expected, other => other.Id.Equals(row.Id))).Select(row => row.Values));
        int[] order = [17, 4, 5, 5, 0, 7];
        using var cursor = view.GetRowCursorAt([view.Schema["X"]], order);
        var rows = Rows.WithIds(cursor, "X");
        Assert.Equal(order.Select(row => expected[row].Values), rows.Select(row => row.Values));
        Assert.Equal(order.Select(row => expected[row].Id), rows.Select(row => row.Id));
    }

    [Fact]
    public void Transform_MixupOverTableThatCannotSeek_SaysWhatToDo() =>
        Assert.Contains("cache it on disk", Assert.Throws<InvalidOperationException>(() => Augment(Table, new() { InputColumn = "X", Augmentation = Mixup })).Message, StringComparison.Ordinal);

    [Fact]
    public void Fit_MirrorWithoutNames_NamesTheColumn() =>
        Assert.Equal("X", Assert.Throws<ColumnMismatchException>(() => new MLContext(1).Transforms.AugmentRows("X", new() { MirrorProbability = 1 }).Fit(Table)).Column);

    [Fact]
    public void Fit_FrequencyMasksOfASignal_AreRefused() =>
        Assert.Contains("frequencies", Assert.Throws<ColumnMismatchException>(() => new MLContext(1).Transforms.AugmentRows("X", new() { FrequencyMaskProbability = 1 }).Fit(Table)).Message, StringComparison.Ordinal);

    private static IDataView Augment(IDataView table, RowAugmentingOptions options) => new RowAugmentingEstimator(options).Fit(table).Transform(table);

    private DiskCacheView Cache() => DiskCache.Materialize(Table, _folder["rows.cache"], ["X", "Votes"], TestContext.Current.CancellationToken);
}
