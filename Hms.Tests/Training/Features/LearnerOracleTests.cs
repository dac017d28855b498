using Hms.Tests.Support;
using Hms.Tests.Transforms;
using Hms.Training;
using Hms.Training.Features;
using Hms.Training.Features.LightGbm;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Hms.Tests.Training.Features.FeatureProblem;

namespace Hms.Tests.Training.Features;

/// <summary>The learners against other ways to the same result.</summary>
public sealed class LearnerOracleTests
{
    /// <summary>L-BFGS in Single ends where a step improves the loss by less than 1e-9 of it; a gap g moves a probability by about the root of it. Measured: 6e-5.</summary>
    private const double LinearTolerance = 2e-4;

    [Fact]
    public void LogisticRegression_SoftVotesAndWeights_EqualScikitLearn()
    {
        var golden = TrainingGolden.Read("features/softmax");
        float[][] Read(string name) => [.. golden.GetProperty(name).EnumerateArray().Select(row => Array.ConvertAll(row.Numbers(), x => (float)x))];
        var (features, votes, expected) = (Read("features"), Read("votes"), Read("probabilities"));
        var weights = golden.GetProperty("weights").Numbers();
        var table = Table(features.Length, [5], row => features[row], row => votes[row], row => (float)weights[row]);
        var learner = new LogisticRegressionLearner { L2 = golden.GetProperty("l2").GetDouble(), Tolerance = 1e-9 };
        var predicted = Predict(Options(learner) with { WeightColumn = "Weight" }, table, table);
        Near(expected, predicted, LinearTolerance);
        var loss = Enumerable.Range(0, votes.Length).Sum(row => weights[row] * votes[row].Zip(predicted[row], (y, p) => -y * Math.Log(p)).Sum()) / weights.Sum();
        Assert.Equal(golden.GetProperty("loss").GetDouble(), loss, 1e-4);
    }

    /// <summary>LightGBM's own multiclass objective on one weighted copy of a row for each class, which ML.NET's trainer uses, too.</summary>
    [Fact]
    public void LightGbm_SoftVotes_EqualItsOwnObjectiveOnWeightedCopies()
    {
        // Few distinct values, each in many rows: both sides then have the same bins.
        var (features, votes) = (Rows(210, 21).GetColumn<float[]>("Features").Select(row => Array.ConvertAll(row, x => MathF.Round(Math.Clamp(2 * x, -3, 3)))).ToArray(), Votes(Rows(210, 21)));
        var table = Table(210, [4], row => features[row], row => votes[row]);
        var learner = NativeLightGbm.Learner with { Trees = 20, Leaves = 6, MinimumRowsPerLeaf = 1 };
        var expected = OwnObjective(features, votes, learner);
        Near(expected, Predict(Options(learner), table, table), 1e-5);
    }

    [Theory]
    [InlineData("lightGbm")]
    [InlineData("fastTree")]
    public void Trees_WeightTwo_EqualsARepeatedRow(string name)
    {
        FeatureLearner learner = name == "lightGbm" ? NativeLightGbm.Learner with { Trees = 20, Leaves = 6, MinimumRowsPerLeaf = 1 } : new FastTreeLearner { Trees = 20, Leaves = 6, MinimumRowsPerLeaf = 1 };
        // LightGBM joins values of few rows to a bin, so it gets few values, each in many rows; FastTree gets many values: among few, equal gains are decided by rounding.
        var (features, votes) = (Rows(60, 22).GetColumn<float[]>("Features").Select(row => Array.ConvertAll(row, x => name == "lightGbm" ? MathF.Round(Math.Clamp(x, -1, 2)) : x)).ToArray(), Votes(Rows(60, 22)));
        var rows = Table(60, [4], row => features[row], row => votes[row]);
        var weighted = Table(60, [4], row => features[row], row => votes[row], row => row < 20 ? 2 : 1);
        var repeated = Table(80, [4], row => features[row % 60], row => votes[row % 60]);
        var predicted = Predict(Options(learner) with { WeightColumn = "Weight" }, weighted, rows);
        Assert.True(Kl(Predict(Options(learner), rows, rows), predicted) > 1e-4, "weights must matter");
        Near(Predict(Options(learner), repeated, rows), predicted, 1e-4);
    }

    [Fact]
    public void LogisticRegression_WeightTwo_EqualsARepeatedRow()
    {
        var learner = new LogisticRegressionLearner { L2 = 0.01, Tolerance = 1e-9 };
        var rows = Rows(60, 23);
        var (features, votes) = (rows.GetColumn<float[]>("Features").ToArray(), Votes(rows));
        // Repeating rows moves mean and deviation, and so the penalty, where they differ: repeat all of them but with other votes.
        var weighted = Table(120, [4], row => features[row % 60], row => row < 60 ? votes[row] : [0, 0, 1], row => row < 60 ? 2 : 1);
        var repeated = Table(180, [4], row => features[row % 60], row => row < 120 ? votes[row % 60] : [0, 0, 1]);
        Near(Predict(Options(learner), repeated, rows), Predict(Options(learner) with { WeightColumn = "Weight" }, weighted, rows), LinearTolerance);
    }

    [Fact]
    public void FloorToSingle_AnyThreshold_DividesSinglesAlike()
    {
        foreach (var threshold in new[] { 0.1, -0.1, 1e-35, -1.0000000180025095e-35, 16777217.0, 0.5, -3.3333333333333335 })
        {
            var single = RegressionTree.FloorToSingle(threshold);
            Assert.True(single <= threshold);
            Assert.True(MathF.BitIncrement(single) > threshold);
        }
    }

    private static float[][] OwnObjective(float[][] features, float[][] votes, LightGbmLearner learner)
    {
        var pairs = Enumerable.Range(0, votes.Length).SelectMany(row => Enumerable.Range(0, Classes).Where(k => votes[row][k] > 0).Select(k => (Row: row, Class: k))).ToArray();
        var parameters = FormattableString.Invariant($"objective=multiclass metric=none num_class={Classes} boost_from_average=true {LightGbmTraining.SharedParameters(learner, 11, 1)}");
        var dataset = LightGbmLibrary.CreateDataset([.. pairs.SelectMany(pair => features[pair.Row])], pairs.Length, 4, parameters);
        LightGbmLibrary.SetField(dataset, "label", [.. pairs.Select(pair => (float)pair.Class)]);
        LightGbmLibrary.SetField(dataset, "weight", [.. pairs.Select(pair => votes[pair.Row][pair.Class])]);
        var booster = LightGbmLibrary.CreateBooster(dataset, parameters);
        for (var round = 0; round < learner.Trees; round++) { LightGbmLibrary.Update(booster); }
        var trees = LightGbmModelText.Read(LightGbmLibrary.Save(booster, 0, learner.Trees));
        LightGbmLibrary.FreeBooster(booster);
        LightGbmLibrary.FreeDataset(dataset);
        return [.. features.Select(row =>
        {
            var scores = new double[Classes];
            for (var i = 0; i < trees.Count; i++) { scores[i % Classes] += trees[i].Answer(row); }
            FeatureModel.ToProbabilities(scores, ClassLink.Softmax);
            return Array.ConvertAll(scores, x => (float)x);
        })];
    }
}
