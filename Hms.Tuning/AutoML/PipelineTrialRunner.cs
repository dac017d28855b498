using Hms.Tuning.Numerics;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Microsoft.ML;

namespace Hms.Tuning.AutoML;

/// <summary>Fits and scores a pipeline, fold by fold; each fold's metric is a report (step = fold).</summary>
internal sealed class PipelineTrialRunner(MLContext context, SweepablePipeline pipeline, ExperimentMetric metric, IReadOnlyList<(IDataView Train, IDataView Validation)> folds) : ITrialRunner
{
    public Task<TrialResult> RunAsync(TrialSettings settings, ITrialReporter reporter, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        for (var fold = 0; fold < folds.Count; fold++)
        {
            var value = Score(settings, fold, cancellationToken);
            if (double.IsNaN(value)) { throw new NotFiniteNumberException($"{metric.Name} of fold {fold} is NaN.", value); }
            sum += value;
            if (folds.Count > 1 && reporter.Report(fold, value) == PruningDecision.Prune && fold < folds.Count - 1) { return Task.FromResult(TrialResult.Pruned()); }
        }
        return Task.FromResult(TrialResult.Completed(sum / folds.Count));
    }

    /// <summary>The pipeline of a trial, fitted. ML.NET gives no way to break off a fit.</summary>
    /// <param name="values">Parameters of the trial.</param>
    /// <param name="trialSeed">Seed of the trial.</param>
    /// <param name="fold">The fold, for the seed; the number of folds for a fit on all rows.</param>
    /// <param name="data">Training rows.</param>
    public ITransformer Fit(ParameterValues values, ulong trialSeed, int fold, IDataView data) => pipeline.BuildFromParameters(NewContext(trialSeed, fold), values).Fit(data);

    private double Score(TrialSettings settings, int fold, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var model = Fit(settings.Parameters, settings.Seed, fold, folds[fold].Train);
        cancellationToken.ThrowIfCancellationRequested();
        return metric.Evaluate(NewContext(settings.Seed, fold), model.Transform(folds[fold].Validation));
    }

    /// <summary>A context for one fit: a shared one hands out random numbers in order of calls, so parallel or resumed trials would differ.</summary>
    private MLContext NewContext(ulong trialSeed, int fold) => new((int)(SplitMix64.Derive(trialSeed, "fold", (ulong)fold) & int.MaxValue))
    {
        FallbackToCpu = context.FallbackToCpu,
        GpuDeviceId = context.GpuDeviceId,
        TempFilePath = context.TempFilePath,
    };
}
