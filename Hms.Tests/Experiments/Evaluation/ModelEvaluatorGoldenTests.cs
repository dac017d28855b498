using System.Text.Json;
using Hms.Experiments.Evaluation;

namespace Hms.Tests.Experiments.Evaluation;

/// <summary>Every figure beside SciPy, scikit-learn, pandas and NumPy.</summary>
public sealed class ModelEvaluatorGoldenTests
{
    /// <summary>Both sides add some hundred doubles of the same floats.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>scikit-learn's log_loss and SciPy's entropy divide each row by its sum, which misses 1 by the rounding of some floats.</summary>
    private const double NormalizedTolerance = 1e-6;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenEvaluation.Cases.Count)];

    [Theory, MemberData(nameof(Cases))]
    public void Evaluate_GoldenRows_GivesTheFiguresOfSciPy(int index)
    {
        var golden = GoldenEvaluation.Cases[index];
        var evaluation = ModelEvaluator.Evaluate(golden.Predictions("model"), golden.Options);
        Equal(golden.Json.GetProperty("all"), evaluation.All);
        Equal(golden.Json.GetProperty("high"), evaluation.HighVotes!);
        Assert.Equal(golden.Json.GetProperty("logLossMinusEntropy").GetDouble(), evaluation.All.Kl, NormalizedTolerance);
        Assert.Equal(10, evaluation.HighVoteThreshold);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Evaluate_GoldenRows_GivesTheClassFiguresOfScikitLearn(int index)
    {
        var golden = GoldenEvaluation.Cases[index];
        var evaluation = ModelEvaluator.Evaluate(golden.Predictions("model"), golden.Options);
        Assert.Equal(golden.Matrix("confusion").Select(row => row.Select(x => (int)x)), evaluation.Confusion);
        Equal(golden.Numbers("klParts"), evaluation.Classes.Select(c => c.KlPart));
        Equal(golden.Numbers("consensusKl"), evaluation.Classes.Select(c => c.ConsensusKl ?? double.NaN));
        Equal(golden.Numbers("recall"), evaluation.Classes.Select(c => c.Recall ?? 0)); // scikit-learn says 0 where nothing can be counted
        Equal(golden.Numbers("precision"), evaluation.Classes.Select(c => c.Precision ?? 0));
        Equal(golden.Numbers("meanVotes"), evaluation.Classes.Select(c => c.MeanVotes));
        Equal(golden.Numbers("meanPrediction"), evaluation.Classes.Select(c => c.MeanPrediction));
        Assert.Equal(evaluation.Confusion.Select(row => row.Sum()), evaluation.Classes.Select(c => c.Rows));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Evaluate_GoldenRows_GivesTheReliabilityOfNumPy(int index)
    {
        var golden = GoldenEvaluation.Cases[index];
        var curves = ModelEvaluator.Evaluate(golden.Predictions("model"), golden.Options).Reliability;
        var expected = golden.Json.GetProperty("curves").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, curves.Count);
        Assert.Equal("all", curves[0].Name);
        foreach (var (want, curve) in expected.Zip(curves))
        {
            Assert.Equal(want.GetProperty("error").GetDouble(), curve.CalibrationError, Tolerance);
            var bins = want.GetProperty("bins").EnumerateArray().Select(GoldenEvaluation.Numbers).ToArray();
            Assert.Equal(bins.Length, curve.Bins.Count);
            foreach (var (b, bin) in bins.Zip(curve.Bins)) { Equal(b, [bin.Low, bin.Count, bin.MeanPrediction, bin.MeanVotes]); }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Compare_GoldenRows_GivesTheDifferenceOfPandasAndNumPy(int index)
    {
        var golden = GoldenEvaluation.Cases[index];
        ComparedPredictions[] models = [new("model", golden.Predictions("model")), new("other", golden.Predictions("other"))];
        var comparison = PairedComparer.Compare(models[0], [models[1]], golden.Options).Single();
        var expected = golden.Json.GetProperty("paired");
        double Want(string name) => expected.GetProperty(name).GetDouble();
        Assert.Equal(Want("mean"), comparison.Gain.Mean, Tolerance);
        Assert.Equal(Want("standardError"), comparison.Gain.StandardError, Tolerance);
        Assert.Equal(Want("betterRows"), comparison.BetterRows, Tolerance);
        Assert.Equal(Want("highMean"), comparison.HighVoteGain!.Mean, Tolerance);
        Assert.Equal(Want("highStandardError"), comparison.HighVoteGain.StandardError, Tolerance);
        Equal(GoldenEvaluation.Numbers(expected.GetProperty("interval")), [comparison.Interval!.Low, comparison.Interval.High]);
        Assert.Equal(Want("otherWins"), PairedComparer.Rank(models, golden.Options).Models.Single(m => m.Name == "other").BestShare!.Value, Tolerance);
    }

    private static void Equal(JsonElement want, ScoreFigures figures)
    {
        double Want(string name) => want.GetProperty(name).GetDouble();
        Assert.Equal((Want("rows"), Want("patients")), (figures.Rows, figures.Patients));
        Assert.Equal(Want("uniformKl"), figures.UniformKl, NormalizedTolerance);
        Equal(
            [Want("kl"), Want("priorKl"), Want("accuracy"), .. GoldenEvaluation.Numbers(want.GetProperty("interval"))],
            [figures.Kl, figures.PriorKl!.Value, figures.Accuracy, figures.Interval!.Low, figures.Interval.High]);
    }

    private static void Equal(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        var (left, right) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(left.Length, right.Length);
        foreach (var (want, have) in left.Zip(right)) { Assert.Equal(want, have, Tolerance); }
    }
}
