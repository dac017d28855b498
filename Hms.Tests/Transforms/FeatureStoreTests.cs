using System.Globalization;
using Hms.Tests.Support;
using Hms.Transforms;
using Hms.Transforms.Caching;
using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class FeatureStoreTests : IDisposable
{
    private static readonly CacheKey Key = CacheKey.OfThisCode.With("data", "1");
    private static readonly string[] Columns = ["Eeg", "Votes"];

    private readonly TempFolder _folder = new();
    private readonly TestTable _table = ModelFixture.Table(rows: 23);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GetOrAdd_KeyOfAnEarlierRun_ComputesNothing()
    {
        var first = Open();
        using (var view = Add(first, Key)) { Assert.Equal(Rows.Vectors(_table, "Eeg"), Rows.Vectors(view, "Eeg")); }
        var reads = _table.Reads;
        var second = Open();
        using (var view = second.GetOrAdd(Key, () => throw new InvalidOperationException("computed again"), Columns, CancellationToken.None))
        {
            Assert.Equal(reads, _table.Reads);
            Assert.Equal(Rows.Vectors(_table, "Votes"), Rows.Vectors(view, "Votes"));
        }
        Assert.Equal((1, 0, 0, 1), (first.ComputedCount, first.ReusedCount, second.ComputedCount, second.ReusedCount));
    }

    [Fact]
    public void GetOrAdd_AnotherStepOptionOrFittedState_HasAnotherKey()
    {
        var steps = new MLContext(1).Transforms;
        CacheKey With(IEstimator<ITransformer> step, IDataView table) => Key.With(step.Fit(table));
        var other = ModelFixture.Table(rows: 22);
        string[] keys =
        [
            .. new[]
            {
                Key, CacheKey.OfThisCode.With("data", "2"), CacheKey.OfThisCode.With("dat", "a1"),
                With(steps.FilterBandpass("Eeg", 0.5, 40), _table), With(steps.FilterBandpass("Eeg", 0.5, 41), _table),
                With(steps.NormalizeDatawide("Eeg"), _table), With(steps.NormalizeDatawide("Eeg"), other),
                With(steps.FilterBandpass("Eeg", 0.5, 40), _table).With(steps.NormalizeDatawide("Eeg").Fit(_table)),
            }.Select(key => key.ToString()),
        ];
        Assert.Distinct(keys);
        Assert.Equal(keys[3], With(steps.FilterBandpass("Eeg", 0.5, 40), other).ToString()); // learns nothing
        Assert.Equal(keys[5], With(steps.NormalizeDatawide("Eeg"), ModelFixture.Table(rows: 23)).ToString());
    }

    [Theory]
    [MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void With_EveryStep_NamesItsOptionsAndWhatItLearnt(string step)
    {
        var (first, second) = (StepCase.Get(step).Fit(StepCase.Get(step).Table), StepCase.Get(step).Fit(StepCase.Get(step).Table));
        Assert.Equal(Key.With(first).ToString(), Key.With(second).ToString());
        Assert.NotEqual(Key.ToString(), Key.With(first).ToString());
    }

    [Fact]
    public void GetOrAdd_OtherColumns_AreAnotherEntry()
    {
        var store = Open();
        Add(store, Key).Dispose();
        using var view = store.GetOrAdd(Key, () => _table, ["Votes"], CancellationToken.None);
        Assert.Equal(["Votes"], view.Schema.Select(column => column.Name));
        Assert.Equal(2, store.Entries().Count);
    }

    [Theory]
    [InlineData(0.02)] // the header
    [InlineData(0.5)] // a row
    [InlineData(0.9999)] // a checksum
    public void GetOrAdd_OneBitChanged_ComputesAgain(double place)
    {
        Add(Open(), Key).Dispose();
        var file = Assert.Single(Open().Entries()).Path;
        var bytes = File.ReadAllBytes(file);
        bytes[(int)(place * bytes.Length)] ^= 1;
        if (place < 0.1) { bytes[40] ^= 1; }
        File.WriteAllBytes(file, bytes);
        var store = Open();
        using var view = Add(store, Key);
        Assert.Equal((1, 1), (store.ComputedCount, store.RepairedCount));
        Assert.Equal(Rows.Vectors(_table, "Eeg"), Rows.Vectors(view, "Eeg"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(-4)]
    public void GetOrAdd_CutShort_ComputesAgain(int length)
    {
        Add(Open(), Key).Dispose();
        var file = Assert.Single(Open().Entries()).Path;
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, length >= 0 ? bytes[..length] : bytes[..^-length]);
        var store = Open();
        Add(store, Key).Dispose();
        Assert.Equal((1, 1), (store.ComputedCount, store.RepairedCount));
    }

    [Fact]
    public void Trim_TooLarge_RemovesWhatWasLongestUnusedAndNothingInUse()
    {
        var time = new Clock();
        var size = SizeOfOne();
        var store = FeatureStore.Open(new FeatureStoreOptions { Folder = _folder["cache"], MaximumBytes = 3 * size, Clock = time });
        void Use(int number)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            Add(store, KeyOf(number)).Dispose();
        }
        Use(1);
        time.Advance(TimeSpan.FromMinutes(1));
        using var held = Add(store, KeyOf(2));
        Use(3);
        Use(1);
        Use(4); // 3 is the oldest that is not open
        Assert.Equal([2, 1, 4], Kept(store));
        Use(5);
        Assert.Equal([2, 4, 5], Kept(store));
        Assert.Equal(Rows.Vectors(_table, "Votes"), Rows.Vectors(held, "Votes"));
        Assert.Equal(2 * size, store.Clear());
        Assert.Equal([2], Kept(store));
    }

    [Fact]
    public void GetOrAdd_LargerThanTheLimit_IsUsedAndRemovedAfterwards()
    {
        var store = FeatureStore.Open(new FeatureStoreOptions { Folder = _folder["cache"], MaximumBytes = 10 });
        using (var view = Add(store, Key)) { Assert.Equal(23, view.RowCount); }
        store.Trim();
        Assert.Empty(Directory.GetFiles(_folder["cache"]));
    }

    [Fact]
    public void GetOrAdd_Cancelled_LeavesNothing()
    {
        var store = Open();
        Assert.ThrowsAny<OperationCanceledException>(() => store.GetOrAdd(Key, () => _table, Columns, new CancellationToken(canceled: true)));
        var failing = new FailingTable(_table);
        Assert.Throws<InvalidOperationException>(() => store.GetOrAdd(Key, () => failing, Columns, CancellationToken.None));
        Assert.Empty(Directory.GetFiles(_folder["cache"]));
    }

    [Fact]
    public void GetOrAdd_ManyThreads_ComputeOnce()
    {
        var store = Open();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var view = Add(store, Key);
            Assert.Equal(23, view.RowCount);
        });
        Assert.Equal((1, 7), (store.ComputedCount, store.ReusedCount));
    }

    [Fact]
    public void GetOrAdd_SeveralProcesses_ComputeOnceAndReadTheSame()
    {
        var reports = Enumerable.Range(0, 3).Select(i => _folder[$"report-{i}"]).ToArray();
        Parallel.ForEach(reports, new ParallelOptions { MaxDegreeOfParallelism = 3 }, report => ChildProcess.RunTest(Name(nameof(ChildAdds)), _folder["cache"], report));
        var lines = reports.Select(File.ReadAllText).ToArray();
        Assert.Equal(1, lines.Count(line => line.StartsWith("1 ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.StartsWith("0 ", StringComparison.Ordinal)));
        Assert.Single(lines.Select(line => line[2..]).Distinct());
    }

    [Fact]
    public void Open_AfterAWriterWasKilled_RemovesItsHalfFileAndComputes()
    {
        ChildProcess.RunTestUntilKilled(Name(nameof(ChildWritesForever)), _folder["begun"], _folder["cache"]);
        Assert.Contains(Directory.GetFiles(_folder["cache"]), file => file.EndsWith(".part", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.GetFiles(_folder["cache"]), file => file.EndsWith(".rows", StringComparison.Ordinal));
        var store = Open();
        Assert.Empty(Directory.GetFiles(_folder["cache"]));
        using var view = Add(store, Key);
        Assert.Equal(1, store.ComputedCount);
    }

    [Fact]
    public async Task Open_WhileAnotherWrites_LeavesItsFileAlone()
    {
        var store = Open();
        using var begun = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var writer = Task.Run(() => store.GetOrAdd(Key, () => { begun.Set(); release.Wait(TestContext.Current.CancellationToken); return _table; }, Columns, CancellationToken.None), TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);
        var key = Directory.GetFiles(_folder["cache"]).Select(Path.GetFileName).Single()![..64];
        File.WriteAllText(_folder[$"cache/{key}.rows.abcdefgh.ijk.part"], "half");
        Open();
        Assert.True(File.Exists(_folder[$"cache/{key}.rows.abcdefgh.ijk.part"]));
        release.Set();
        (await writer).Dispose();
        Open();
        Assert.False(File.Exists(_folder[$"cache/{key}.rows.abcdefgh.ijk.part"]));
    }

    [Fact]
    public void Clear_ForeignFiles_Stay()
    {
        Directory.CreateDirectory(_folder["cache"]);
        File.WriteAllText(_folder["cache/notes.rows"], "mine");
        File.WriteAllText(_folder["cache/thesis.part"], "mine");
        var store = Open();
        Add(store, Key).Dispose();
        store.Clear();
        Assert.Equal(["notes.rows", "thesis.part"], Directory.GetFiles(_folder["cache"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Open_FolderThatCannotBeMade_SaysWhichAndWhy()
    {
        File.WriteAllText(_folder["file"], "");
        var error = Assert.Throws<IOException>(() => FeatureStore.Open(new FeatureStoreOptions { Folder = _folder["file/cache"] }));
        Assert.Contains(_folder["file/cache"], error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_NoStepOfHms_IsRefused()
    {
        var step = new MLContext(1).Transforms.CopyColumns("A", "Votes").Fit(_table);
        Assert.Contains("ColumnCopyingTransformer", Assert.Throws<ArgumentException>(() => Key.With(step)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Materialize_FrequencyAxis_ComesBack()
    {
        var view = new MLContext(1).Transforms.ComputeSpectrogram("Eeg").Fit(_table).Transform(_table);
        using var cached = Open().GetOrAdd(Key, () => view, ["Eeg"], CancellationToken.None);
        Assert.Equal(ColumnAnnotations.GetFrequenciesHz(view.Schema["Eeg"])!, ColumnAnnotations.GetFrequenciesHz(cached.Schema["Eeg"])!);
    }

    /// <summary>What <see cref="GetOrAdd_SeveralProcesses_ComputeOnceAndReadTheSame"/> starts.</summary>
    [Fact(Explicit = true)]
    public void ChildAdds()
    {
        if (ChildProcess.Arguments() is not [var folder, var report]) { return; }
        var store = FeatureStore.Open(new FeatureStoreOptions { Folder = folder });
        using var view = store.GetOrAdd(Key, () => ModelFixture.Table(rows: 200), Columns, CancellationToken.None);
        File.WriteAllText(report, string.Create(CultureInfo.InvariantCulture, $"{store.ComputedCount} {Rows.Vectors(view, "Eeg").Sum(row => row.Sum(value => (double)value))}"));
    }

    /// <summary>What <see cref="Open_AfterAWriterWasKilled_RemovesItsHalfFileAndComputes"/> kills.</summary>
    [Fact(Explicit = true)]
    public void ChildWritesForever()
    {
        if (ChildProcess.Arguments() is not [var begun, var folder]) { return; }
        var table = new StallingTable(ModelFixture.Table(rows: 23), () => File.WriteAllText(begun, ""));
        FeatureStore.Open(new FeatureStoreOptions { Folder = folder }).GetOrAdd(Key, () => table, Columns, CancellationToken.None);
    }

    private static string Name(string method) => $"{typeof(FeatureStoreTests).FullName}.{method}";

    private FeatureStore Open() => FeatureStore.Open(new FeatureStoreOptions { Folder = _folder["cache"] });

    private DiskCacheView Add(FeatureStore store, CacheKey key) => store.GetOrAdd(key, () => _table, Columns, CancellationToken.None);

    private static CacheKey KeyOf(int number) => CacheKey.OfThisCode.With("number", number.ToString(CultureInfo.InvariantCulture));

    private long SizeOfOne()
    {
        Add(Open(), Key).Dispose();
        var size = Assert.Single(Open().Entries()).Bytes;
        Open().Clear();
        return size;
    }

    private static int[] Kept(FeatureStore store)
    {
        var names = Enumerable.Range(1, 9).ToDictionary(number => KeyOf(number).With("columns", string.Join('\n', Columns)).ToString());
        return [.. store.Entries().Select(entry => names[entry.Key])];
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan time) => _now += time;
    }
}
