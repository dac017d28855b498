using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Hms.Training.Features;

/// <summary>Multinomial logistic regression by ML.NET's L-BFGS on standardised features.</summary>
/// <remarks>
/// ML.NET learns one class a row: each row is given once for every class that has votes, weighted by their share. The weighted sum of those losses is the cross entropy of the votes.
/// Not SDCA: with weights it ends elsewhere than at the minimum (docs/decisions/0020).
/// </remarks>
internal static class LogisticRegressionTraining
{
    /// <summary>Trains; one report at the end.</summary>
    public static LinearModel Run(LogisticRegressionLearner learner, FeatureClassificationOptions options, float[] means, LearningReports reports)
    {
        var rows = reports.Train.Rows;
        var scales = Scales(rows, means);
        var context = new MLContext(0); // nothing is drawn: the weights start at 0
        var pairs = Expand(rows, means, scales);
        var trainer = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = nameof(ClassRow.Label),
            FeatureColumnName = nameof(ClassRow.Features),
            ExampleWeightColumnName = nameof(ClassRow.Weight),
            L1Regularization = (float)(learner.L1 * pairs.Count), // ML.NET sums the losses; their weights sum to the number of pairs
            L2Regularization = (float)(learner.L2 * pairs.Count),
            MaximumNumberOfIterations = learner.Iterations,
            OptimizationTolerance = (float)learner.Tolerance,
            NumberOfThreads = 1,
        });
        var parameters = trainer.Fit(ClassRow.View(context, pairs, rows.FeatureCount, rows.ClassCount)).Model;
        VBuffer<float>[]? weights = null;
        parameters.GetWeights(ref weights, out var classes);
        if (classes != rows.ClassCount) { throw new TrainingException($"ML.NET learnt {classes} classes of {rows.ClassCount}; this is a fault of Hms, please report it."); }
        var model = new LinearModel(means, scales, [.. weights!.SelectMany(vector => vector.DenseValues())], [.. parameters.GetBiases()]);
        reports.Score(model);
        reports.Report(ClassLink.Softmax, new double[classes]);
        return model;
    }

    private static float[] Scales(FeatureRows rows, float[] means)
    {
        var squares = new double[rows.FeatureCount];
        for (var row = 0; row < rows.Count; row++)
        {
            var features = rows.FeaturesOf(row);
            for (var i = 0; i < squares.Length; i++) { squares[i] += ((double)features[i] - means[i]) * ((double)features[i] - means[i]); }
        }
        return [.. squares.Select((square, i) => Scale(Math.Sqrt(square / rows.Count), means[i]))];
    }

    /// <summary>A deviation within the rounding of the values is none.</summary>
    private static float Scale(double deviation, float mean) => deviation <= 1e-6 * Math.Abs(mean) || deviation < 1e-30 ? 0 : (float)(1 / deviation);

    private static List<ClassRow> Expand(FeatureRows rows, float[] means, float[] scales)
    {
        var (count, total) = (0, 0.0);
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var vote in rows.VotesOf(row)) { count += vote > 0 ? 1 : 0; }
            total += rows.Weights[row];
        }
        var pairs = new List<ClassRow>(count);
        for (var row = 0; row < rows.Count; row++)
        {
            var features = rows.FeaturesOf(row).ToArray();
            for (var i = 0; i < features.Length; i++) { features[i] = (features[i] - means[i]) * scales[i]; }
            for (var k = 0; k < rows.ClassCount; k++)
            {
                if (rows.VotesOf(row)[k] is > 0 and var vote) { pairs.Add(new ClassRow { Features = features, Label = (uint)k, Weight = (float)(vote * rows.Weights[row] * count / total) }); }
            }
        }
        return pairs;
    }
}
