using Hms.Experiments.Evaluation;
using Hms.Experiments.Pipelines;
using Hms.Training;

namespace Hms.Experiments.Running;

/// <summary>An experiment trained on some or all of its folds.</summary>
/// <param name="Plan">The pipeline.</param>
/// <param name="Prepared">Rows after the shared steps.</param>
/// <param name="Folds">Folds that were trained to their end.</param>
/// <param name="Stopped">True where the observer stopped a fold; its outcome is not among <paramref name="Folds"/>.</param>
internal sealed record TrainedFolds(PipelinePlan Plan, PreparedRows Prepared, IReadOnlyList<FoldOutcome> Folds, bool Stopped)
{
    /// <summary>All held-out predictions, by row.</summary>
    public IReadOnlyList<HeldOutPrediction> Predictions => [.. Folds.SelectMany(fold => fold.Predictions).OrderBy(p => p.RowIndex)];

    /// <summary>Mean KL divergence of each fold's held-out rows.</summary>
    public IReadOnlyList<double> FoldKl => [.. Folds.Select(fold => HeldOutEvaluation.Of(fold.Predictions).Kl)];

    /// <summary>The objective: mean over folds.</summary>
    public double MeanKl => FoldKl.Average();

    /// <summary>What weights rounded to float16 cost: mean over folds of the KL of the held-out rows, above that of float32 weights; null where the weights are not rounded.</summary>
    public double? Float16Cost => Folds.All(fold => fold.Float32Kl is not null) && Folds.Count > 0 ? MeanKl - Folds.Average(fold => fold.Float32Kl!.Value) : null;

    /// <summary>Mean over folds of the KL after the last epoch; the same as <see cref="MeanKl"/> where the last epoch's weights are kept.</summary>
    public double MeanLastEpochKl => Folds.Average(fold => fold.Summary.LastKl ?? double.NaN);

    /// <summary>Mean over folds of the KL at each fold's best epoch; optimistic, because that epoch was chosen on the same rows.</summary>
    public double MeanBestEpochKl => Folds.Average(fold => fold.Summary.BestKl ?? double.NaN);

    /// <summary>How long a training on all rows should be: stage by stage, the median over folds of the epochs that ran up to the best one. Epochs that an early stop left out do not count.</summary>
    public (int First, int Second) RefitEpochs => (MedianOf(stage: 1), MedianOf(stage: 2));

    private static int RunOf(TrainingSummary summary, int stage) =>
        summary.Epochs.Count(epoch => epoch.Stage == stage && epoch.Epoch <= (summary.BestEpoch ?? int.MaxValue));

    private int MedianOf(int stage)
    {
        int[] epochs = [.. Folds.Select(fold => RunOf(fold.Summary, stage)).Order()];
        return epochs[(epochs.Length - 1) / 2];
    }
}
