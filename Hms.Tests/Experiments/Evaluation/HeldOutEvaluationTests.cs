using Hms.Experiments.Evaluation;

namespace Hms.Tests.Experiments.Evaluation;

public sealed class HeldOutEvaluationTests
{
    /// <summary>Inputs are floats.</summary>
    private const double Tolerance = 1e-6;

    [Fact]
    public void Of_TwoRows_AveragesRowsNotFolds()
    {
        HeldOutPrediction[] predictions =
        [
            Row(0, patient: 1, fold: 0, [1, 0, 0, 0, 0, 0], [0.5f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f], [0.25f, 0.15f, 0.15f, 0.15f, 0.15f, 0.15f]),
            Row(1, patient: 2, fold: 1, [0, 0.5f, 0.5f, 0, 0, 0], [0, 0.25f, 0.25f, 0.5f, 0, 0], [0.5f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f]),
            Row(2, patient: 2, fold: 1, [0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 1], [0.5f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f]),
        ];
        var evaluation = HeldOutEvaluation.Of(predictions);
        Assert.Equal((Math.Log(2) + Math.Log(2) + 0) / 3, evaluation.Kl, Tolerance);
        Assert.Equal((Math.Log(4) + Math.Log(5) + Math.Log(10)) / 3, evaluation.PriorKl, Tolerance);
        Assert.Equal((Math.Log(6) + Math.Log(3) + Math.Log(6)) / 3, evaluation.UniformKl, Tolerance);
        Assert.Equal(evaluation.PriorKl - evaluation.Kl, evaluation.Gain.Mean, Tolerance);
        Assert.Equal((3, 2), (evaluation.Gain.Rows, evaluation.Gain.Groups));
    }

    private static HeldOutPrediction Row(int index, long patient, int fold, float[] votes, float[] score, float[] prior) => new(index, 100 + index, patient, fold, 3, votes, score, prior);
}
