using Hms.Tuning.Studies;
using Microsoft.ML;

namespace Hms.Tuning.AutoML;

public sealed partial class AutoMLExperiment
{
    /// <summary>A metric of two classes.</summary>
    /// <param name="metric">The metric; its direction is known.</param>
    /// <param name="labelColumn">Column of the labels, bool.</param>
    /// <param name="scoreColumn">Column of the scores.</param>
    /// <param name="predictedColumn">Column of the predicted labels.</param>
    public AutoMLExperiment SetBinaryClassificationMetric(BinaryClassificationMetric metric, string labelColumn = "Label", string predictedColumn = "PredictedLabel", string scoreColumn = "Score")
    {
        _metric = ExperimentMetric.Of(metric, labelColumn, scoreColumn, predictedColumn);
        return this;
    }

    /// <summary>A metric of several classes.</summary>
    /// <param name="metric">The metric; its direction is known.</param>
    /// <param name="labelColumn">Column of the labels, a key.</param>
    /// <param name="scoreColumn">Column of the scores, one for each class.</param>
    /// <param name="predictedColumn">Column of the predicted labels.</param>
    public AutoMLExperiment SetMulticlassClassificationMetric(MulticlassClassificationMetric metric, string labelColumn = "Label", string predictedColumn = "PredictedLabel", string scoreColumn = "Score")
    {
        _metric = ExperimentMetric.Of(metric, labelColumn, scoreColumn, predictedColumn);
        return this;
    }

    /// <summary>A metric of regression.</summary>
    /// <param name="metric">The metric; its direction is known.</param>
    /// <param name="labelColumn">Column of the labels, float.</param>
    /// <param name="scoreColumn">Column of the scores.</param>
    public AutoMLExperiment SetRegressionMetric(RegressionMetric metric, string labelColumn = "Label", string scoreColumn = "Score")
    {
        _metric = ExperimentMetric.Of(metric, labelColumn, scoreColumn);
        return this;
    }

    /// <summary>A metric of your own.</summary>
    /// <param name="name">Its name; part of what makes a study, so that scores of two metrics never mix.</param>
    /// <param name="direction">Which values are better.</param>
    /// <param name="evaluate">Computes it from scored validation rows. May run on several threads.</param>
    public AutoMLExperiment SetMetric(string name, StudyDirection direction, Func<MLContext, IDataView, double> evaluate)
    {
        _metric = new ExperimentMetric(name, direction, evaluate);
        return this;
    }
}
