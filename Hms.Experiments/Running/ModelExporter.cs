using Hms.Data;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Transforms.Models;
using Microsoft.ML;

namespace Hms.Experiments.Running;

/// <summary>Writes models: the whole pipeline from the recording's columns to six probabilities, with a manifest.</summary>
internal sealed class ModelExporter
{
    private readonly MLContext _context;
    private readonly ExperimentRows _rows;
    private readonly string _experiment;
    private readonly ulong _experimentSeed;

    public ModelExporter(MLContext context, ExperimentRows rows, string experiment, ulong experimentSeed)
    {
        _context = context;
        _rows = rows;
        _experiment = experiment;
        _experimentSeed = experimentSeed;
    }

    /// <summary>Writes the mean of the fold models.</summary>
    public void SaveFolds(string path, ExperimentSettings settings, ulong seed, int? trial, TrainedFolds trained)
    {
        var chain = FoldEnsemble.Join(trained.Prepared.Transformers, [.. trained.Folds.Select(fold => fold.Transformers)]);
        Save(path, chain, trained.Prepared.InputSchema, Describe(settings, seed, trial, WinnerChoice.Folds, RunResult.Of(trained, "folds"),
            [$"Mean of {trained.Folds.Count} models, each trained without one fold of {(_rows.Folds.Leak is null ? "patients" : "EEGs")}; the metrics are of held-out rows.", .. Leak(), .. Optimism(settings), .. Rounding(settings)]));
    }

    /// <summary>Writes a model trained on all rows.</summary>
    public void SaveRefit(string path, ExperimentSettings settings, ulong seed, int? trial, PreparedRows prepared, ITransformer model, RunResult result) =>
        Save(path, model, prepared.InputSchema, Describe(settings, seed, trial, WinnerChoice.Refit, result,
            [$"Trained on all {_rows.Rows.Count} rows for {TrainingLength.Of(settings).Count} {TrainingLength.Of(settings).Unit} (the folds' median best), without validation: the metrics are those of the fold models, not of this one.", .. Leak(), .. Rounding(settings)]));

    private string[] Leak() => _rows.Folds.Leak is { } leak ? [leak] : [];

    private static string[] Optimism(ExperimentSettings settings) =>
        settings.Training.Keep == KeepEpoch.Best ? ["Each fold keeps the epoch that was best on its held-out rows: the metrics are optimistic."] : [];

    private static string[] Rounding(ExperimentSettings settings) => settings.Export.Weights == WeightsChoice.Float16
        ? ["Weights are rounded to float16, and all metrics are of rounded weights; float16KlCost is what that costs the fold models on held-out rows (mean over folds)."]
        : [];

    private void Save(string path, ITransformer model, DataViewSchema inputSchema, ModelManifest manifest)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        HmsModel.Save(path, _context, model, inputSchema, manifest);
        (model as IDisposable)?.Dispose(); // its ONNX Runtime sessions; the transformers open new ones when used again
    }

    private ModelManifest Describe(ExperimentSettings settings, ulong seed, int? trial, WinnerChoice winner, RunResult result, IReadOnlyList<string> notes)
    {
        var seeds = new Dictionary<string, ulong> { ["experiment"] = _experimentSeed, ["training"] = seed };
        if (trial is { } number) { seeds["trial"] = (ulong)number; }
        var metrics = new Dictionary<string, double> { ["meanFoldKl"] = result.Objective, ["heldOutKl"] = result.Kl, ["priorKl"] = result.PriorKl, ["gainOverPrior"] = result.Gain };
        if (result.GainStandardError is { } error) { metrics["gainStandardError"] = error; }
        if (result.LastEpochKl is { } last) { metrics["lastEpochKl"] = last; }
        if (result.BestEpochKl is { } best) { metrics["bestEpochKl"] = best; }
        if (result.Float16Cost is { } cost) { metrics["float16KlCost"] = cost; }
        var (unit, count) = TrainingLength.Of(settings);
        metrics[unit] = count;
        return new ModelManifest
        {
            Experiment = _experiment,
            Windowing = _rows.Windows.ToJson(),
            ClassNames = VoteClasses.Names,
            Packages = RunRecord.DescribeEnvironment(),
            Seeds = seeds,
            Metrics = metrics,
            DataHash = _rows.DataHash,
            Winner = winner == WinnerChoice.Refit ? "refit" : "folds",
            Notes = notes,
        };
    }
}
