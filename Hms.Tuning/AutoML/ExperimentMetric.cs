using Hms.Tuning.Studies;
using Microsoft.ML;

namespace Hms.Tuning.AutoML;

/// <summary>A metric with its direction and the way to compute it from scored rows.</summary>
internal sealed record ExperimentMetric(string Name, StudyDirection Direction, Func<MLContext, IDataView, double> Evaluate)
{
    public static ExperimentMetric Of(BinaryClassificationMetric metric, string label, string score, string predicted) => new(metric.ToString(), StudyDirection.Maximize, (context, scored) =>
    {
        var all = context.BinaryClassification.EvaluateNonCalibrated(scored, label, score, predicted);
        return metric switch
        {
            BinaryClassificationMetric.Accuracy => all.Accuracy,
            BinaryClassificationMetric.AreaUnderRocCurve => all.AreaUnderRocCurve,
            BinaryClassificationMetric.AreaUnderPrecisionRecallCurve => all.AreaUnderPrecisionRecallCurve,
            BinaryClassificationMetric.F1Score => all.F1Score,
            BinaryClassificationMetric.PositivePrecision => all.PositivePrecision,
            BinaryClassificationMetric.PositiveRecall => all.PositiveRecall,
            BinaryClassificationMetric.NegativePrecision => all.NegativePrecision,
            BinaryClassificationMetric.NegativeRecall => all.NegativeRecall,
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Unknown metric."),
        };
    });

    public static ExperimentMetric Of(MulticlassClassificationMetric metric, string label, string score, string predicted) =>
        new(metric.ToString(), metric == MulticlassClassificationMetric.LogLoss ? StudyDirection.Minimize : StudyDirection.Maximize, (context, scored) =>
        {
            var all = context.MulticlassClassification.Evaluate(scored, label, score, predicted);
            return metric switch
            {
                MulticlassClassificationMetric.MicroAccuracy => all.MicroAccuracy,
                MulticlassClassificationMetric.MacroAccuracy => all.MacroAccuracy,
                MulticlassClassificationMetric.LogLoss => all.LogLoss,
                MulticlassClassificationMetric.LogLossReduction => all.LogLossReduction,
                _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Unknown metric."),
            };
        });

    public static ExperimentMetric Of(RegressionMetric metric, string label, string score) =>
        new(metric.ToString(), metric == RegressionMetric.RSquared ? StudyDirection.Maximize : StudyDirection.Minimize, (context, scored) =>
        {
            var all = context.Regression.Evaluate(scored, label, score);
            return metric switch
            {
                RegressionMetric.MeanAbsoluteError => all.MeanAbsoluteError,
                RegressionMetric.MeanSquaredError => all.MeanSquaredError,
                RegressionMetric.RootMeanSquaredError => all.RootMeanSquaredError,
                RegressionMetric.RSquared => all.RSquared,
                _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Unknown metric."),
            };
        });
}
