using System.Globalization;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Running;
using Hms.Tests.EndToEnd;
using Hms.Tests.Experiments.Configuration;
using Hms.Tests.Support;
using Hms.Tests.Transforms;
using Hms.Transforms;
using Microsoft.ML;

namespace Hms.Tests.Experiments.Running;

public sealed class FeatureCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MLContext _context = new MLContext(seed: 0).UseHms();
    private readonly ExperimentRows _rows;
    private readonly FeatureCache _cache;

    public FeatureCacheTests()
    {
        TinyData.Write(_folder["data"], patients: 2);
        Directory.CreateDirectory(_folder["cache"]);
        File.WriteAllText(_folder["cache/left-behind.rows"], "of a process that died");
        var settings = Settings(20);
        _rows = ExperimentRows.Open(settings, _folder["data"], PipelinePlan.Of(settings).Sources, CancellationToken.None);
        _cache = new FeatureCache(_context, _rows, _folder["cache"]);
    }

    public void Dispose()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Prepare_SamePlan_GivesTheSameViewWithoutComputingAgain()
    {
        var first = _cache.Prepare(Plan(20), CancellationToken.None);
        Assert.Same(first, _cache.Prepare(Plan(20), CancellationToken.None));
        Assert.NotSame(first, _cache.Prepare(Plan(21), CancellationToken.None));
        Assert.Equal(2, Directory.GetFiles(_folder["cache"]).Length); // what lay there before is gone
    }

    [Fact]
    public void Prepare_Rows_AreThoseOfThePipelineWithoutACache()
    {
        var plan = Plan(20);
        var prepared = _cache.Prepare(plan, CancellationToken.None);
        Assert.Equal(_rows.Rows.Count, prepared.View.RowCount);
        IDataView direct = _rows.OpenView();
        foreach (var step in plan.Shared) { direct = StepFactory.Create(_context, step, seed: 0).Fit(direct).Transform(direct); }
        Assert.Equal(Rows.Vectors(direct, plan.FeatureColumn), Rows.Vectors(prepared.View, plan.FeatureColumn));
        Assert.Equal(plan.Shared.Count, prepared.Transformers.Count);
        Assert.NotNull(prepared.InputSchema.GetColumnOrNull("Eeg"));
    }

    [Fact]
    public void Prepare_FifthPlan_EvictsTheOneThatWasLongestUnused()
    {
        var first = _cache.Prepare(Plan(20), CancellationToken.None);
        var second = _cache.Prepare(Plan(21), CancellationToken.None);
        foreach (var cutoff in new[] { 22, 23, 20, 24 }) { _cache.Prepare(Plan(cutoff), CancellationToken.None); }
        Assert.True(File.Exists(first.View.FilePath)); // used again in between
        Assert.False(File.Exists(second.View.FilePath));
        Assert.Equal(4, Directory.GetFiles(_folder["cache"]).Length);
        Assert.Equal(Rows.Vectors(first.View, "Eeg"), Rows.Vectors(_cache.Prepare(Plan(20), CancellationToken.None).View, "Eeg"));
    }

    [Fact]
    public void Dispose_RemovesTheFolder()
    {
        _cache.Prepare(Plan(20), CancellationToken.None);
        _cache.Dispose();
        Assert.False(Directory.Exists(_folder["cache"]));
    }

    [Fact]
    public void Prepare_Cancelled_LeavesNoFile()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => _cache.Prepare(Plan(20), new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFiles(_folder["cache"]));
    }

    private static PipelinePlan Plan(int highCutoff) => PipelinePlan.Of(Settings(highCutoff));

    private static Hms.Experiments.Configuration.Settings.ExperimentSettings Settings(int highCutoff) => PipelineCheck.FirstSettings(Experiment.Child(
        string.Create(CultureInfo.InvariantCulture, $$"""
        "rows": { "window": { "durationSeconds": 10 } }, "folds": { "groupKFold": { "count": 2 } },
        "override": { "filter.highCutoffHz": {{highCutoff}} }
        """)));
}
