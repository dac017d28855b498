using Microsoft.ML;

namespace Hms.Training;

/// <summary>The verb that puts the trainer into ML.NET's catalogue.</summary>
public static class TrainersCatalogExtensions
{
    /// <summary>A trainer of image networks with the default options but for columns and network.</summary>
    /// <param name="trainers">mlContext.MulticlassClassification.Trainers.</param>
    /// <param name="votesColumn">Distributions of votes.</param>
    /// <param name="featureColumn">Images [C, H, W].</param>
    /// <param name="network">Network by name.</param>
    public static EegImageClassificationEstimator EegImageClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers,
        string votesColumn = "Votes",
        string featureColumn = "Features",
        string network = Networks.SmallCnn.Name) =>
        trainers.EegImageClassification(new EegImageClassificationOptions { VotesColumn = votesColumn, FeatureColumn = featureColumn, Network = network });

    /// <summary>A trainer of image networks.</summary>
    /// <param name="trainers">mlContext.MulticlassClassification.Trainers.</param>
    /// <param name="options">Everything that decides the training.</param>
    public static EegImageClassificationEstimator EegImageClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, EegImageClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        return new(new MLContext(), options);
    }
}
