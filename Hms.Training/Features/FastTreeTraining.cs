using Hms.Signal.Randomness;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;

namespace Hms.Training.Features;

/// <summary>One FastTree ensemble a class against all others.</summary>
/// <remarks>
/// Each row is given twice to each class: for it with the weight of its share of the votes, against it with the rest; the weighted sum of those logistic losses is that of the share.
/// FastTree has no intercept (its scores start at 0), so one is fitted behind the trees of each class, such that its probabilities have the mean of its votes.
/// </remarks>
internal static class FastTreeTraining
{
    private const int NewtonSteps = 50;

    /// <summary>A share that is given to both sides where one has none: FastTree wants weights above 0.</summary>
    private const double SmallestShare = 1e-6;

    /// <summary>Trains all classes, then reports each part of the trees.</summary>
    public static BoostedTrees Run(FastTreeLearner learner, FeatureClassificationOptions options, LearningReports reports)
    {
        var rows = reports.Train.Rows;
        var classes = new IReadOnlyList<RegressionTree>[rows.ClassCount];
        for (var k = 0; k < classes.Length; k++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            classes[k] = Grow(learner, options, rows, k);
        }
        var rounds = Enumerable.Range(0, learner.Trees).Select(t => Array.ConvertAll(classes, trees => t < trees.Count ? trees[t] : RegressionTree.Zero)).ToArray();
        var stages = new List<(int Rounds, double[] Intercepts)>();
        var added = 0;
        for (var report = 1; report <= reports.Count; report++)
        {
            for (; added < FeatureClassificationOptions.TreesAt(learner.Trees, report); added++) { reports.Add(rounds[added]); }
            stages.Add((added, Intercepts(reports.Train)));
            if (reports.Report(ClassLink.OneVersusAll, stages[^1].Intercepts) == TrainingDecision.Stop) { break; }
        }
        var kept = stages[reports.Kept - 1];
        return new BoostedTrees(ClassLink.OneVersusAll, kept.Intercepts, rounds[..kept.Rounds]);
    }

    private static IReadOnlyList<RegressionTree> Grow(FastTreeLearner learner, FeatureClassificationOptions options, FeatureRows rows, int target)
    {
        var seed = (int)(SeedHash.Derive(SeedHash.Derive(options.Seed, "fastTree"), (ulong)target) & int.MaxValue);
        var context = new MLContext(seed);
        var trainer = context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = nameof(ShareRow.Label),
            FeatureColumnName = nameof(ShareRow.Features),
            ExampleWeightColumnName = nameof(ShareRow.Weight),
            NumberOfLeaves = learner.Leaves,
            NumberOfTrees = learner.Trees,
            LearningRate = learner.LearningRate,
            MinimumExampleCountPerLeaf = 2 * learner.MinimumRowsPerLeaf,
            MaximumBinCountPerFeature = learner.MaximumBins,
            FeatureFraction = learner.FeatureFraction,
            Seed = seed,
            FeatureSelectionSeed = seed,
            NumberOfThreads = options.Threads,
        });
        var model = trainer.Fit(ShareRow.View(context, Expand(rows, target), rows.FeatureCount)).Model;
        var slope = -((PlattCalibrator)model.Calibrator).Slope;
        return [.. model.SubModel.TrainedTreeEnsemble.Trees.Select((tree, i) => ToTree(tree, slope * model.SubModel.TrainedTreeEnsemble.TreeWeights[i]))];
    }

    private static IEnumerable<ShareRow> Expand(FeatureRows rows, int target)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var features = rows.FeaturesOf(row).ToArray();
            var share = Math.Clamp(rows.VotesOf(row)[target], SmallestShare, 1 - SmallestShare);
            yield return new ShareRow { Features = features, Label = true, Weight = (float)(rows.Weights[row] * share) };
            yield return new ShareRow { Features = features, Label = false, Weight = (float)(rows.Weights[row] * (1 - share)) };
        }
    }

    private static RegressionTree ToTree(Microsoft.ML.Trainers.FastTree.RegressionTree tree, double scale) => new(
        [.. tree.NumericalSplitFeatureIndexes], [.. tree.NumericalSplitThresholds], [.. tree.LeftChild], [.. tree.RightChild], [.. tree.LeafValues.Select(value => value * scale)]);

    /// <summary>For each class the intercept under which the weighted mean of its probabilities is that of its votes (Newton's method on the logistic loss).</summary>
    private static double[] Intercepts(ScoredRows scored)
    {
        var rows = scored.Rows;
        var prior = rows.Prior();
        var intercepts = new double[rows.ClassCount];
        for (var k = 0; k < intercepts.Length; k++)
        {
            var goal = Math.Clamp(prior[k], 0.5 / rows.Count, 1 - 0.5 / rows.Count);
            for (var step = 0; step < NewtonSteps; step++)
            {
                double sum = 0, slope = 0, total = 0;
                for (var row = 0; row < rows.Count; row++)
                {
                    var p = 1 / (1 + Math.Exp(-(scored.Of(row)[k] + intercepts[k])));
                    sum += rows.Weights[row] * p;
                    slope += rows.Weights[row] * p * (1 - p);
                    total += rows.Weights[row];
                }
                var change = (goal - sum / total) / Math.Max(slope / total, 1e-12);
                intercepts[k] += Math.Clamp(change, -2, 2);
                if (Math.Abs(change) < 1e-10) { break; }
            }
        }
        return intercepts;
    }
}
