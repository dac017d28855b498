using System.Text.Json;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Running;

/// <summary>What a trial leaves in the study beside its objective.</summary>
/// <param name="FoldKl">KL of each fold's held-out rows.</param>
/// <param name="LastEpochKl">Mean over folds of the KL after the last epoch; null where not known.</param>
/// <param name="BestEpochKl">Mean over folds of the KL at the best epoch; optimistic. Null where not known.</param>
/// <param name="PriorKl">KL of the class prior on the same rows.</param>
/// <param name="Gain">Paired gain over the class prior.</param>
/// <param name="GainStandardError">Its standard error by patient; null with one patient.</param>
/// <param name="RefitEpochs">Epochs of a training on all rows: stage by stage the median over folds of those that ran up to the best one.</param>
internal sealed record TrialAttributes(IReadOnlyList<double> FoldKl, double? LastEpochKl, double? BestEpochKl, double PriorKl, double Gain, double? GainStandardError, int RefitEpochs)
{
    /// <summary>What weights rounded to float16 cost in KL, mean over folds of the held-out rows; null where the weights are not rounded.</summary>
    public double? Float16Cost { get; init; }

    /// <summary>How many of <see cref="RefitEpochs"/> are of the second stage; null in studies of earlier versions.</summary>
    public int? RefitSecondStageEpochs { get; init; }

    /// <summary>Name of the attribute.</summary>
    public const string Key = "hms:result";

    /// <summary>As stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>The attributes of a trial, or null where it has none (it was pruned, failed, or is running).</summary>
    public static TrialAttributes? Of(Trial trial) =>
        trial.UserAttributes.TryGetValue(Key, out var json) ? JsonSerializer.Deserialize<TrialAttributes>(json, JsonSerializerOptions.Web) : null;

    /// <summary>From a trained experiment.</summary>
    public static TrialAttributes From(TrainedFolds trained)
    {
        var evaluation = Evaluation.HeldOutEvaluation.Of(trained.Predictions);
        var (first, second) = trained.RefitEpochs;
        return new TrialAttributes(
            trained.FoldKl, double.IsNaN(trained.MeanLastEpochKl) ? null : trained.MeanLastEpochKl, double.IsNaN(trained.MeanBestEpochKl) ? null : trained.MeanBestEpochKl, evaluation.PriorKl, evaluation.Gain.Mean,
            double.IsNaN(evaluation.Gain.StandardError) ? null : evaluation.Gain.StandardError, first + second) { Float16Cost = trained.Float16Cost, RefitSecondStageEpochs = second };
    }
}
