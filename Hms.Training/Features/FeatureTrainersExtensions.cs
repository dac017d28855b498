using Microsoft.ML;

namespace Hms.Training.Features;

/// <summary>The verb that puts the learners of features into ML.NET's catalogue.</summary>
public static class FeatureTrainersExtensions
{
    /// <summary>A trainer of boosted trees or of a logistic regression on distributions of votes.</summary>
    /// <param name="trainers">mlContext.MulticlassClassification.Trainers.</param>
    /// <param name="options">Everything that decides the training.</param>
    public static FeatureClassificationEstimator FeatureClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, FeatureClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        return new(new MLContext(), options);
    }
}
