using System.Globalization;
using Hms.Experiments;
using Hms.Experiments.Evaluation;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Evaluation;

public sealed class ModelEvaluatorTests
{
    /// <summary>Sums of some rows of floats.</summary>
    private const double Tolerance = 1e-6;

    [Fact]
    public void Evaluate_AnyOrderOfRows_SameFigures()
    {
        var golden = GoldenEvaluation.Cases[0];
        var rows = golden.Predictions("model");
        var (straight, turned) = (ModelEvaluator.Evaluate(rows), ModelEvaluator.Evaluate([.. rows.Reverse()]));
        Assert.Equal(straight.All.Kl, turned.All.Kl, 1e-12);
        Assert.Equal(straight.All.Interval!.Low, turned.All.Interval!.Low, 1e-12); // the same patients are drawn, whatever the order
        Assert.Equal(straight.Confusion, turned.Confusion);
    }

    [Fact]
    public void Evaluate_ClassParts_AddUpToTheKl()
    {
        var evaluation = ModelEvaluator.Evaluate(GoldenEvaluation.Cases[0].Predictions("model"));
        Assert.Equal(evaluation.All.Kl, evaluation.Classes.Sum(c => c.KlPart), 1e-12);
    }

    [Fact]
    public void Evaluate_FewPatients_GivesNoInterval()
    {
        var rows = GoldenEvaluation.Cases[0].Predictions("model");
        var patients = rows.Select(row => row.PatientId).Distinct().Take(4).ToHashSet();
        HeldOutPrediction[] few = [.. rows.Where(row => patients.Contains(row.PatientId))];
        Assert.Null(ModelEvaluator.Evaluate(few).All.Interval);
        Assert.NotNull(ModelEvaluator.Evaluate(few, new EvaluationOptions { MinPatients = 4 }).All.Interval);
    }

    [Fact]
    public void Evaluate_NoRowWithManyVotesAndNoPrior_LeavesThemOut()
    {
        var evaluation = ModelEvaluator.Evaluate([new HeldOutPrediction(0, 1, 1, 0, 9, [0.5f, 0.5f], [0.25f, 0.75f], [])]);
        Assert.Null(evaluation.HighVotes);
        Assert.Null(evaluation.All.PriorKl);
        Assert.Equal(["class 1", "class 2"], evaluation.Classes.Select(c => c.Name));
        Assert.Null(evaluation.Classes[1].Recall); // the tie goes to the first class
        Assert.Equal(0, evaluation.Classes[1].Precision);
        Assert.Equal(0, evaluation.All.Accuracy);
    }

    [Fact]
    public void Evaluate_ProbabilitiesOfZeroAndOne_StayInTheirBins()
    {
        var evaluation = ModelEvaluator.Evaluate([new HeldOutPrediction(0, 1, 1, 0, 9, [1, 0], [1, 0], [])]);
        Assert.Equal([(0.0, 0.1, 1), (0.9, 1.0, 1)], evaluation.Reliability[0].Bins.Select(b => (b.Low, b.High, b.Count)));
        Assert.Equal(0, evaluation.Reliability[0].CalibrationError);
    }

    [Theory]
    [InlineData(0.5f, 0.4f, "sum to 0.9")]
    [InlineData(float.NaN, 0.5f, "hold NaN")]
    [InlineData(-0.5f, 1.5f, "hold -0.5")]
    public void Evaluate_NoDistribution_IsRefusedByName(float first, float second, string why)
    {
        HeldOutPrediction[] rows = [new(4, 77, 1, 0, 9, [1, 0], [first, second], [])];
        var error = Assert.Throws<UserErrorException>(() => ModelEvaluator.Evaluate(rows, name: "baseline")).Message;
        Assert.StartsWith("baseline, row 4 (EEG 77): the probabilities", error, StringComparison.Ordinal);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_RowsOfOtherLengths_AreRefused()
    {
        HeldOutPrediction[] rows = [new(0, 1, 1, 0, 9, [1, 0], [1, 0], []), new(1, 2, 1, 0, 9, [1, 0], [1, 0, 0], [])];
        Assert.Contains("have 3 values", Assert.Throws<UserErrorException>(() => ModelEvaluator.Evaluate(rows)).Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => ModelEvaluator.Evaluate([]));
    }

    [Fact]
    public void Validate_BrokenOptions_NamesEveryRule()
    {
        var options = new EvaluationOptions { HighVotes = 0, Draws = 1, Level = 1, Bins = 0, MinPatients = 1, ClassNames = ["one"] };
        Assert.Equal(6, options.Validate().Count);
        Assert.Throws<ArgumentException>(() => ModelEvaluator.Evaluate([new HeldOutPrediction(0, 1, 1, 0, 9, [1, 0], [1, 0], [])], options));
        Assert.Empty(new EvaluationOptions().Validate());
    }

    /// <summary>35,740 real segments with the votes of experts and the probabilities of a published network; figures by SciPy and scikit-learn, see Golden/evaluation/SOURCE.md.</summary>
    [Fact]
    public void Evaluate_PublishedPredictions_GivesTheirKl()
    {
        var rows = File.ReadLines(SharedData.Require("iiic/predictions_35740.csv")).Skip(1).Select(Parse).ToArray();
        var evaluation = ModelEvaluator.Evaluate(rows, new EvaluationOptions { Draws = 100 });
        Assert.Equal((35740, 35730), (evaluation.All.Rows, evaluation.HighVotes!.Rows));
        double[] expected = [0.5084173458659514, 0.5084632240257667, 0.6479574706211527, 0.05676377941007878, 0.03119473637573823, 0.7018088429515846];
        double[] actual =
        [
            evaluation.All.Kl, evaluation.HighVotes.Kl, evaluation.All.Accuracy, evaluation.Reliability[0].CalibrationError, evaluation.Classes[0].KlPart, evaluation.Classes[0].ConsensusKl!.Value,
        ];
        foreach (var (want, have) in expected.Zip(actual)) { Assert.Equal(want, have, Tolerance); }
    }

    private static HeldOutPrediction Parse(string line)
    {
        double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        var votes = cells[1..7];
        return new HeldOutPrediction((int)cells[0], (long)cells[0], (long)cells[0], 0, votes.Sum(), [.. votes.Select(v => (float)(v / votes.Sum()))], [.. cells[7..13].Select(p => (float)p)], []);
    }
}
