using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hms.Data.Views;
using Hms.Experiments.Pipelines;
using Hms.Transforms.Caching;
using Microsoft.ML;

namespace Hms.Experiments.Running;

/// <summary>Runs the steps that learn nothing from rows once per distinct configuration, and keeps their result on disk for all folds and trials.</summary>
internal sealed class FeatureCache : IDisposable
{
    /// <summary>Configurations kept at once: a sweep over a continuous filter cutoff would fill the disk otherwise.</summary>
    private const int MaximumEntries = 4;

    private readonly MLContext _context;
    private readonly ExperimentRows _rows;
    private readonly List<KeyValuePair<string, PreparedRows>> _recent = [];

    /// <summary>Starts with an empty folder.</summary>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="rows">Rows of the experiment.</param>
    /// <param name="folder">Folder of the cache; emptied now and removed at the end.</param>
    public FeatureCache(MLContext context, ExperimentRows rows, string folder)
    {
        _context = context;
        _rows = rows;
        Folder = folder;
        RemoveFolder();
        Directory.CreateDirectory(folder);
    }

    /// <summary>Folder of the cache, for other temporary files of the run too.</summary>
    public string Folder { get; }

    /// <summary>Prepares all rows for one pipeline.</summary>
    /// <param name="plan">The pipeline.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>The rows; usable until several other configurations were prepared.</returns>
    public PreparedRows Prepare(PipelinePlan plan, CancellationToken cancellationToken)
    {
        var key = Key(plan);
        var known = _recent.FindIndex(entry => entry.Key == key);
        var entry = known >= 0 ? _recent[known] : new(key, Compute(plan, Path.Combine(Folder, key + ".rows"), cancellationToken));
        if (known >= 0) { _recent.RemoveAt(known); }
        _recent.Add(entry);
        if (_recent.Count > MaximumEntries) { Evict(); }
        return entry.Value;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        while (_recent.Count > 0) { Evict(); }
        RemoveFolder();
    }

    private PreparedRows Compute(PipelinePlan plan, string path, CancellationToken cancellationToken)
    {
        IDataView view = _rows.OpenView();
        var inputSchema = view.Schema;
        var transformers = new List<ITransformer>();
        foreach (var step in plan.Shared)
        {
            var transformer = StepFactory.Create(_context, step, seed: 0).Fit(view);
            view = transformer.Transform(view);
            transformers.Add(transformer);
        }
        string[] columns = [.. plan.CachedColumns, HmsDataView.VotesColumn, HmsDataView.VoteCountColumn, HmsDataView.RowIndexColumn];
        return new PreparedRows(transformers, inputSchema, DiskCache.Materialize(view, path, columns, cancellationToken));
    }

    private void Evict()
    {
        var view = _recent[0].Value.View;
        _recent.RemoveAt(0);
        view.Dispose();
        File.Delete(view.FilePath);
    }

    private void RemoveFolder()
    {
        if (Directory.Exists(Folder)) { Directory.Delete(Folder, recursive: true); }
    }

    private static string Key(PipelinePlan plan)
    {
        var text = new StringBuilder();
        foreach (var step in plan.Shared) { text.Append(step.Settings.GetType().Name).Append(JsonSerializer.Serialize(step.Settings, step.Settings.GetType())).Append('\n'); }
        text.AppendJoin(',', plan.CachedColumns);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
