using Hms.Tests.Support;
using Hms.Tests.Training.Loop;
using Hms.Tests.Transforms;
using Hms.Training;
using Hms.Training.Features;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Hms.Tests.Training.Features.FeatureProblem;

namespace Hms.Tests.Training.Features;

public sealed class FeatureClassificationEstimatorTests
{
    [Theory]
    [MemberData(nameof(FeatureProblem.Learners), MemberType = typeof(FeatureProblem))]
    public void Fit_TrainAndValidation_ReportsWhatTheGraphGives(string name)
    {
        var (train, validation, observer) = (Rows(300, 1), Rows(90, 2), Observer());
        var predicted = Predict(Options(Learner(name)) with { Observer = observer }, train, validation, validation);
        var votes = Votes(validation);
        var prior = Array.ConvertAll(Mean(Votes(train)), x => (float)x);
        var kl = Kl(votes, predicted);
        Assert.True(kl < 0.55 * Kl(votes, [.. votes.Select(_ => prior)]), $"KL {kl}");
        Assert.Equal(observer.Summary!.LastKl!.Value, kl, GraphTolerance);
        Assert.All(predicted, row => Assert.Equal(1, row.Sum(), 1e-5));
        Assert.Equal(name == "logisticRegression" ? 1 : 10, observer.Epochs.Count);
        Assert.All(observer.Epochs, epoch => Assert.Equal((observer.Epochs.Count, 90), (epoch.EpochCount, epoch.ValidationRowKl!.Count)));
        Assert.Equal((name, 1, "cpu", 300, 90, 11ul), (observer.Summary.Network, observer.Summary.Threads, observer.Summary.Device, observer.Summary.TrainRows, observer.Summary.ValidationRows, observer.Summary.Seed));
    }

    [Theory]
    [MemberData(nameof(FeatureProblem.Learners), MemberType = typeof(FeatureProblem))]
    public void Fit_Graph_SaysWhatItIsAndWhereItWasTrained(string name)
    {
        using var transformer = new FeatureClassificationEstimator(new MLContext(1), Options(Learner(name))).Fit(Rows(60, 1));
        var metadata = transformer.Metadata;
        Assert.Equal((name, "cpu", "3", "float32", "11", "60"), (metadata["hms.learner"], metadata[OnnxClassificationTransformer.DeviceKey], metadata["hms.classCount"], metadata["hms.weights"], metadata["hms.seed"], metadata["hms.trainRows"]));
        Assert.Equal(["Class0", "Class1", "Class2"], System.Text.Json.JsonSerializer.Deserialize<string[]>(metadata["hms.classNames"])!);
        Assert.Equal(typeof(FeatureLearner).Assembly.GetName().Version!.ToString(3), metadata["hms.version"]);
    }

    [Theory]
    [MemberData(nameof(FeatureProblem.Learners), MemberType = typeof(FeatureProblem))]
    public void Fit_VoteCounts_ReportsManyVotesAndClassesAsANetworkDoes(string name)
    {
        var (train, rows, observer) = (Rows(150, 1), Rows(60, 2), Observer());
        var counts = new TestColumn("Count", [], [.. Enumerable.Range(0, 60).Select(row => new[] { row % 4 == 0 ? 12f : 3f })]);
        var validation = new TestTable(new("Features", [4], [.. rows.GetColumn<float[]>("Features")]), new("Votes", [Classes], Votes(rows)), counts);
        var predicted = Predict(Options(Learner(name)) with { Observer = observer, VoteCountColumn = "Count", HighVotes = 12 }, train, validation, validation);
        var votes = Votes(rows);
        float[][] Many(float[][] all) => [.. all.Where((_, row) => row % 4 == 0)];
        var last = observer.Epochs[^1];
        Assert.Equal(15, last.HighVoteRows);
        Assert.Equal(Kl(Many(votes), Many(predicted)), last.HighVoteKl!.Value, GraphTolerance);
        Assert.Equal(last.ValidationKl!.Value, last.ClassKl!.Sum(), GraphTolerance);
        for (var k = 0; k < Classes; k++)
        {
            Assert.Equal(Mean(votes)[k], last.ClassVotes![k], 1e-9); // the same sum in another order
            Assert.Equal(Mean(predicted)[k], last.ClassPredictions![k], GraphTolerance);
        }
        Assert.Equal(0, Assert.Throws<TrainingException>(() => Predict(Options(Learner(name)) with { VoteCountColumn = "Absent" }, train, validation, validation)).Message.IndexOf("The validation view has no column 'Absent'", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(FeatureProblem.Learners), MemberType = typeof(FeatureProblem))]
    public void Fit_ConstantFeatures_PredictsThePrior(string name)
    {
        var table = Table(90, [3], _ => [1, -7, 0.5f], row => row % 3 == 0 ? [0.5f, 0.25f, 0.25f] : [0.125f, 0.125f, 0.75f], row => 1 + row % 2);
        var predicted = Predict(Options(Learner(name)) with { WeightColumn = "Weight" }, table, table);
        // (30 rows of the first kind, half of them with weight 2; 60 of the second likewise)
        float[] prior = [(0.5f + 2 * 0.125f) / 3, (0.25f + 2 * 0.125f) / 3, (0.25f + 2 * 0.75f) / 3];
        Near(Enumerable.Repeat(prior, predicted.Length), predicted, name == "logisticRegression" ? 1e-3 : 1e-5); // L-BFGS ends within its tolerance
    }

    [Theory]
    [MemberData(nameof(FeatureProblem.Learners), MemberType = typeof(FeatureProblem))]
    public void Fit_SeparableRows_ComesNearTheVotes(string name)
    {
        FeatureLearner learner = name switch
        {
            "lightGbm" => NativeLightGbm.Learner with { MinimumRowsPerLeaf = 5 },
            "fastTree" => new FastTreeLearner { MinimumRowsPerLeaf = 5 },
            _ => new LogisticRegressionLearner { L2 = 1e-4 },
        };
        var table = Rows(120, 3, noise: 0.02);
        Assert.InRange(Kl(Votes(table), Predict(Options(learner), table, table)), 0, 0.01);
    }

    [Theory]
    [MemberData(nameof(FeatureProblem.Learners), MemberType = typeof(FeatureProblem))]
    public void Fit_ClassesInAnotherOrder_PermutesTheProbabilities(string name)
    {
        int[] order = [2, 0, 1];
        var rows = Rows(150, 4);
        var features = rows.GetColumn<float[]>("Features").ToArray();
        var votes = Votes(rows);
        var permuted = Table(150, [4], row => features[row], row => Array.ConvertAll(order, k => votes[row][k]));
        var expected = Predict(Options(Learner(name)), rows, rows).Select(row => Array.ConvertAll(order, k => row[k]));
        Near(expected, Predict(Options(Learner(name)), permuted, permuted), name == "logisticRegression" ? 1e-3 : 1e-5); // L-BFGS ends within its tolerance
    }

    [Theory]
    [MemberData(nameof(FeatureProblem.Learners), MemberType = typeof(FeatureProblem))]
    public void Fit_ClassWithoutVotes_KeepsAllClassesInOrder(string name)
    {
        var table = Table(90, [2], row => [row % 3, row % 2], row => row % 3 == 0 ? [0.75f, 0, 0.25f, 0] : [0.25f, 0, 0.75f, 0]);
        var predicted = Predict(Options(Learner(name)), table, table);
        Assert.Equal(4, predicted[0].Length);
        Assert.InRange(predicted.Max(row => Math.Max(row[1], row[3])), 1e-12, 0.02);
        Assert.True(predicted[0][0] > predicted[0][2] && predicted[2][2] > predicted[2][0]);
    }

    [Theory]
    [MemberData(nameof(FeatureProblem.Learners), MemberType = typeof(FeatureProblem))]
    public void Fit_SameSeed_GivesTheSameBytes(string name)
    {
        FeatureLearner learner = Learner(name) is LightGbmLearner lightGbm ? lightGbm with { RowFraction = 0.7, FeatureFraction = 0.6 } : Learner(name);
        var table = Rows(200, 5);
        byte[] Fit(ulong seed)
        {
            using var transformer = new FeatureClassificationEstimator(new MLContext(1), Options(learner) with { Seed = seed }).Fit(table);
            Assert.Equal(seed.ToString(), transformer.Metadata["hms.seed"]);
            using var seedless = transformer.WithMetadata(new Dictionary<string, string> { ["hms.seed"] = "" });
            return seedless.Onnx.ToArray();
        }
        var first = Fit(11);
        Assert.Equal(first, Fit(11));
        Assert.Equal(learner is LightGbmLearner, !first.SequenceEqual(Fit(12))); // only this one draws rows and features here
    }

    [Theory]
    [MemberData(nameof(FeatureProblem.Learners), MemberType = typeof(FeatureProblem))]
    public void Fit_MissingValues_CountAsTheMean(string name)
    {
        var rows = Rows(150, 6);
        var features = rows.GetColumn<float[]>("Features").ToArray();
        foreach (var row in Enumerable.Range(0, 150).Where(row => row % 5 == 0)) { features[row][row % 4] = float.NaN; }
        var means = Enumerable.Range(0, 4).Select(i => (float)features.Where(row => !float.IsNaN(row[i])).Average(row => (double)row[i])).ToArray();
        var missing = Table(150, [4], row => features[row], row => Votes(rows)[row]);
        var filled = Table(150, [4], row => [.. features[row].Select((x, i) => float.IsNaN(x) ? means[i] : x)], row => Votes(rows)[row]);
        var predicted = Predict(Options(Learner(name)), missing, missing);
        Assert.All(predicted, row => Assert.DoesNotContain(float.NaN, row));
        Near(Predict(Options(Learner(name)), filled, filled), predicted, 1e-6);
    }

    [Theory]
    [InlineData("lightGbm")]
    [InlineData("fastTree")]
    public void Fit_KeepBest_ReturnsAsManyTreesAsWereBest(string name)
    {
        FeatureLearner learner = name == "lightGbm" ? NativeLightGbm.Learner with { Trees = 60, MinimumRowsPerLeaf = 1, LearningRate = 0.5 } : new FastTreeLearner { Trees = 60, MinimumRowsPerLeaf = 1, LearningRate = 0.5 };
        var (train, validation, observer) = (Rows(90, 7, noise: 1), Rows(90, 8, noise: 1), Observer());
        var best = Predict(Options(learner) with { Keep = EpochToKeep.BestEpoch, Observer = observer }, train, validation, validation);
        Assert.True(observer.Summary!.BestKl < observer.Summary.LastKl, "these trees must overfit");
        Assert.Equal(observer.Summary.BestKl!.Value, Kl(Votes(validation), best), GraphTolerance);
        Assert.Equal(observer.Summary.BestEpoch, observer.Summary.KeptEpoch);
        // The first trees of a longer training are those of a shorter one.
        FeatureLearner shorter = learner is LightGbmLearner gbm ? gbm with { Trees = 6 * observer.Summary.KeptEpoch } : (FastTreeLearner)learner with { Trees = 6 * observer.Summary.KeptEpoch };
        Near(Predict(Options(shorter), train, validation), best, 1e-6);
    }

    [Fact]
    public void Fit_ObserverStops_ReturnsTheTreesSoFar()
    {
        var observer = new RecordingObserver(epoch => epoch.Epoch == 3 ? TrainingDecision.Stop : TrainingDecision.Continue);
        var (train, validation) = (Rows(90, 7), Rows(30, 8));
        var predicted = Predict(Options(Learner("lightGbm")) with { Observer = observer }, train, validation, validation);
        Assert.Equal((3, true, 3), (observer.Epochs.Count, observer.Summary!.StoppedByObserver, observer.Summary.KeptEpoch));
        Near(Predict(Options(NativeLightGbm.Learner with { Trees = 9, MinimumRowsPerLeaf = 5, Leaves = 8 }), train, validation), predicted, 1e-6);
    }

    [Fact]
    public void Fit_AnyDimensions_AreOneRowOfNumbers()
    {
        var (flat, image) = (Rows(90, 9, dimensions: [24]), Rows(90, 9, dimensions: [2, 3, 4]));
        Near(Predict(Options(Learner("lightGbm")), flat, flat), Predict(Options(Learner("lightGbm")), image, image), 1e-7);
    }

    [Fact]
    public void Transform_NamedVotes_GivesConventionalColumns()
    {
        var votes = new TestColumn("Votes", [3], Votes(Rows(60, 1))) { SlotNames = ["Seizure", "LPD", "Other"] };
        var table = new TestTable(new TestColumn("Features", [4], [.. Rows(60, 1).GetColumn<float[]>("Features")]), votes);
        using OnnxClassificationTransformer transformer = new FeatureClassificationEstimator(new MLContext(1), Options(Learner("logisticRegression"))).Fit(table);
        var keys = default(VBuffer<ReadOnlyMemory<char>>);
        transformer.Transform(table).Schema["PredictedLabel"].GetKeyValues(ref keys);
        Assert.Equal(["Seizure", "LPD", "Other"], keys.DenseValues().Select(name => name.ToString()));
    }
}
