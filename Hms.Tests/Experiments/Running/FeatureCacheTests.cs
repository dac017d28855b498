using System.Globalization;
using Hms.Experiments;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Running;
using Hms.Tests.EndToEnd;
using Hms.Tests.Experiments.Configuration;
using Hms.Tests.Support;
using Hms.Tests.Transforms;
using Hms.Transforms;
using Hms.Transforms.Caching;
using Microsoft.ML;

namespace Hms.Tests.Experiments.Running;

public sealed class FeatureCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MLContext _context = new MLContext(seed: 0).UseHms();

    public FeatureCacheTests() => TinyData.Write(_folder["data"], patients: 2);

    private string Kept => _folder["kept"];

    private CacheChoice ToFolder => new() { Folder = Kept };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prepare_SamePlan_GivesTheSameViewWithoutComputingAgain()
    {
        using var cache = Open(ToFolder);
        var first = cache.Prepare(Plan(20), CancellationToken.None);
        Assert.Same(first, cache.Prepare(Plan(20), CancellationToken.None));
        Assert.NotSame(first, cache.Prepare(Plan(21), CancellationToken.None));
        Assert.Equal(2, Entries());
    }

    [Fact]
    public void Prepare_Rows_AreThoseOfThePipelineWithoutACache()
    {
        var plan = Plan(20);
        var rows = OpenRows(20);
        using var cache = Open(ToFolder);
        var prepared = cache.Prepare(plan, CancellationToken.None);
        Assert.Equal(rows.Rows.Count, prepared.View.RowCount);
        IDataView direct = rows.OpenView();
        foreach (var step in plan.Shared) { direct = StepFactory.Create(_context, step, seed: 0).Fit(direct).Transform(direct); }
        Assert.Equal(Rows.Vectors(direct, plan.FeatureColumn), Rows.Vectors(prepared.View, plan.FeatureColumn));
        Assert.Equal(plan.Shared.Count, prepared.Transformers.Count);
        Assert.NotNull(prepared.InputSchema.GetColumnOrNull("Eeg"));
    }

    [Fact]
    public void Prepare_AnotherRun_ComputesNothingAndReadsTheSame()
    {
        float[][] first;
        using (var cache = Open(ToFolder)) { first = Rows.Vectors(cache.Prepare(Plan(20), CancellationToken.None).View, "Eeg"); }
        using var next = Open(ToFolder);
        Assert.Equal(first, Rows.Vectors(next.Prepare(Plan(20), CancellationToken.None).View, "Eeg"));
        Assert.StartsWith("features: 0 computed, 1 reused", next.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_ChangedRecording_ComputesAgain()
    {
        using (var cache = Open(ToFolder)) { cache.Prepare(Plan(20), CancellationToken.None); }
        var id = TinyData.EegIds(2)[1];
        TinyData.WriteEeg(_folder[$"data/train_eegs/{id}.parquet"], index: 3, samples: 2400);
        using var next = Open(ToFolder);
        next.Prepare(Plan(20), CancellationToken.None);
        Assert.StartsWith("features: 1 computed, 0 reused", next.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_RecordingWrittenAgainWithTheSameBytes_ComputesNothing()
    {
        using (var cache = Open(ToFolder)) { cache.Prepare(Plan(20), CancellationToken.None); }
        Directory.Move(_folder["data"], _folder["old"]);
        TinyData.Write(_folder["data"], patients: 2);
        using var next = Open(ToFolder);
        next.Prepare(Plan(20), CancellationToken.None);
        Assert.StartsWith("features: 0 computed, 1 reused", next.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_ChangedVotes_ComputesAgain()
    {
        using (var cache = Open(ToFolder)) { cache.Prepare(Plan(20), CancellationToken.None); }
        var labels = File.ReadAllLines(_folder["data/train.csv"]);
        labels[1] = labels[1][..^1] + "7";
        File.WriteAllLines(_folder["data/train.csv"], labels);
        using var next = Open(ToFolder);
        next.Prepare(Plan(20), CancellationToken.None);
        Assert.StartsWith("features: 1 computed", next.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_WithoutACache_KeepsNoMoreThanItUsesAndNothingAfterwards()
    {
        var cache = Open(new CacheChoice { IsOff = true });
        var first = cache.Prepare(Plan(20), CancellationToken.None);
        var second = cache.Prepare(Plan(21), CancellationToken.None);
        foreach (var cutoff in new[] { 22, 23, 20, 24 }) { cache.Prepare(Plan(cutoff), CancellationToken.None); }
        Assert.True(File.Exists(first.View.FilePath)); // used again in between
        Assert.False(File.Exists(second.View.FilePath));
        Assert.Equal(4, Directory.GetFiles(_folder["temporary"], "*.rows", SearchOption.AllDirectories).Length);
        Assert.Equal(Rows.Vectors(first.View, "Eeg"), Rows.Vectors(cache.Prepare(Plan(20), CancellationToken.None).View, "Eeg"));
        cache.Dispose();
        Assert.False(Directory.Exists(_folder["temporary"]));
    }

    [Fact]
    public void Open_TemporaryFolderOfADeadProcess_IsEmptied()
    {
        Directory.CreateDirectory(_folder["temporary"]);
        File.WriteAllText(_folder["temporary/left-behind.rows"], "of a process that died");
        using var cache = Open(ToFolder);
        Assert.Empty(Directory.GetFiles(_folder["temporary"]));
    }

    [Fact]
    public void Prepare_Cancelled_LeavesNoFile()
    {
        using var cache = Open(ToFolder);
        Assert.ThrowsAny<OperationCanceledException>(() => cache.Prepare(Plan(20), new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFiles(Kept));
    }

    [Fact]
    public void PrepareFitted_SameFittedState_IsComputedOnce()
    {
        using var cache = Open(ToFolder);
        var prepared = cache.Prepare(Plan(20), CancellationToken.None);
        var steps = _context.Transforms;
        IReadOnlyList<ITransformer> Fit(int[] rows) => [steps.NormalizeDatawide("Eeg").Fit(new RowSubsetView(prepared.View, rows))];
        using (var all = cache.PrepareFitted(prepared, Fit([0, 1, 2]), ["Eeg"], CancellationToken.None))
        {
            Assert.Equal(Rows.Vectors(Fit([0, 1, 2])[0].Transform(prepared.View), "Eeg"), Rows.Vectors(all, "Eeg"));
            Assert.Equal(prepared.View.RowCount, all.RowCount); // held-out rows, too
        }
        cache.PrepareFitted(prepared, Fit([0, 1, 2]), ["Eeg"], CancellationToken.None).Dispose();
        cache.PrepareFitted(prepared, Fit([1, 2, 3]), ["Eeg"], CancellationToken.None).Dispose();
        Assert.StartsWith("features: 3 computed, 1 reused", cache.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NamedFolderThatCannotBeWritten_IsTheUsersError()
    {
        File.WriteAllText(_folder["file"], "");
        var error = Assert.Throws<UserErrorException>(() => Open(new CacheChoice { Folder = _folder["file/cache"] }));
        Assert.Contains("--cache", error.Message, StringComparison.Ordinal);
    }

    private int Entries() => Directory.GetFiles(Kept, "*.rows").Length;

    private FeatureCache Open(CacheChoice choice) => new(_context, OpenRows(20), _folder["temporary"], choice);

    private ExperimentRows OpenRows(int cutoff)
    {
        var settings = Settings(cutoff);
        return ExperimentRows.Open(settings, _folder["data"], PipelinePlan.Of(settings).Sources, CancellationToken.None);
    }

    private static PipelinePlan Plan(int highCutoff) => PipelinePlan.Of(Settings(highCutoff));

    private static ExperimentSettings Settings(int highCutoff) => PipelineCheck.FirstSettings(Experiment.Child(
        string.Create(CultureInfo.InvariantCulture, $$"""
        "rows": { "window": { "durationSeconds": 10 } }, "folds": { "groupKFold": { "count": 2 } },
        "override": { "filter.highCutoffHz": {{highCutoff}} }
        """)));
}
