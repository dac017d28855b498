using Hms.Data.Views;
using Hms.Experiments.Pipelines;
using Hms.Transforms.Caching;
using Microsoft.ML;

namespace Hms.Experiments.Running;

/// <summary>Runs the steps that learn nothing from rows once per distinct configuration, and keeps their result on disk for all folds, trials and runs.</summary>
/// <remarks>
/// The same for the result of a costly step behind one that learns from rows: it is kept under what that step has learnt, so that a fold whose preprocessing
/// is the same in two trials computes it once. Cheap fitted steps are applied as rows are read: that costs less than reading their result from a disk.
/// </remarks>
internal sealed class FeatureCache : IDisposable
{
    /// <summary>Configurations kept open at once; those that are not can be evicted.</summary>
    private const int MaximumOpen = 4;

    private static readonly string[] LabelColumns = [HmsDataView.VotesColumn, HmsDataView.VoteCountColumn, HmsDataView.RowIndexColumn];

    private readonly MLContext _context;
    private readonly ExperimentRows _rows;
    private readonly FeatureStore _store;
    private readonly bool _isKept;
    private readonly List<KeyValuePair<string, PreparedRows>> _recent = [];
    private CacheKey? _dataKey;

    /// <summary>Opens the cache and starts with an empty temporary folder.</summary>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="rows">Rows of the experiment.</param>
    /// <param name="folder">Folder of the run's temporary files; emptied now and removed at the end.</param>
    /// <param name="choice">Where features are kept.</param>
    /// <exception cref="UserErrorException">The folder of the choice cannot be written.</exception>
    public FeatureCache(MLContext context, ExperimentRows rows, string folder, CacheChoice choice)
    {
        _context = context;
        _rows = rows;
        Folder = folder;
        RemoveFolder();
        Directory.CreateDirectory(folder);
        (_store, _isKept) = choice.Open(Path.Combine(folder, "features"));
    }

    /// <summary>Folder of the run's temporary files.</summary>
    public string Folder { get; }

    /// <summary>What the cache did, in words.</summary>
    public string Summary => $"features: {_store.ComputedCount} computed, {_store.ReusedCount} reused" + (_isKept ? $" from {_store.Folder}" : "");

    /// <summary>Prepares all rows for one pipeline.</summary>
    /// <param name="plan">The pipeline.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>The rows; usable until several other configurations were prepared.</returns>
    public PreparedRows Prepare(PipelinePlan plan, CancellationToken cancellationToken)
    {
        _dataKey ??= _rows.Key(_isKept, cancellationToken);
        IDataView view = _rows.OpenView();
        var (inputSchema, key, transformers) = (view.Schema, _dataKey, new List<ITransformer>());
        foreach (var step in plan.Shared)
        {
            var transformer = StepFactory.Create(_context, step, seed: 0).Fit(view); // learns nothing, so no row is read
            view = transformer.Transform(view);
            transformers.Add(transformer);
            key = key.With(transformer);
        }
        string[] columns = [.. plan.CachedColumns, .. LabelColumns];
        var name = key.With("columns", string.Join('\n', columns)).ToString();
        var known = _recent.FindIndex(entry => entry.Key == name);
        var entry = known >= 0
            ? _recent[known]
            : new(name, new PreparedRows(transformers, inputSchema, _store.GetOrAdd(key, () => view, columns, cancellationToken)) { Key = key });
        if (known >= 0) { _recent.RemoveAt(known); }
        _recent.Add(entry);
        if (_recent.Count > MaximumOpen) { Release(); }
        return entry.Value;
    }

    /// <summary>The result of fitted steps for all rows of a prepared table.</summary>
    /// <param name="prepared">The rows before them.</param>
    /// <param name="fitted">The steps, in order.</param>
    /// <param name="columns">Columns that later steps read.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>The rows; the caller disposes them.</returns>
    public DiskCacheView PrepareFitted(PreparedRows prepared, IReadOnlyList<ITransformer> fitted, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var key = fitted.Aggregate(prepared.Key, (before, step) => before.With(step));
        return _store.GetOrAdd(key, () => fitted.Aggregate((IDataView)prepared.View, (view, step) => step.Transform(view)), [.. columns.Union(LabelColumns)], cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        while (_recent.Count > 0) { Release(); }
        RemoveFolder();
    }

    private void Release()
    {
        _recent[0].Value.View.Dispose();
        _recent.RemoveAt(0);
        _store.Trim();
    }

    private void RemoveFolder()
    {
        if (Directory.Exists(Folder)) { Directory.Delete(Folder, recursive: true); }
    }
}
