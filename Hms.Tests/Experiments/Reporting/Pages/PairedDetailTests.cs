using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting.Pages;
using Hms.Experiments.Running;

namespace Hms.Tests.Experiments.Reporting.Pages;

public sealed class PairedDetailTests
{
    /// <summary>Probabilities are floats.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>Votes are certain, so a row's KL is -ln of the probability of its class.</summary>
    [Fact]
    public void Of_TwoPatientsAndClasses_PartsTheDifference()
    {
        HeldOutPrediction[] reference = [Row(0, 1, 0, 0.5f), Row(1, 1, 1, 0.5f), Row(2, 2, 1, 0.5f)];
        HeldOutPrediction[] candidate = [Row(0, 1, 0, 0.75f), Row(1, 1, 1, 0.25f), Row(2, 2, 1, 0.25f)];
        var detail = PairedDetail.Of(Run("a", reference), Run("b", candidate), 1);
        Assert.Equal(["Seizure", "LPD"], detail.Classes.Select(x => x.Name));
        Assert.Equal(Math.Log(1.5), detail.Classes[0].Gain.Mean, Tolerance);
        Assert.Equal(-Math.Log(2), detail.Classes[1].Gain.Mean, Tolerance);
        Assert.Equal([2L, 1L], detail.Patients.Select(x => x.PatientId));
        Assert.Equal((Math.Log(1.5) - Math.Log(2)) / 2, detail.Patients[1].Difference, Tolerance);
        Assert.Equal([1L, 2L], detail.Extremes.Select(x => x.PatientId));
    }

    private static ComparedRun Run(string name, IReadOnlyList<HeldOutPrediction> predictions)
    {
        var source = new RunPredictions(new RunFolder("/runs/" + name), MadeRun.Record(name), null, "/runs/predictions.csv", predictions) { Name = name };
        return new ComparedRun(name, source, ModelEvaluator.Evaluate(predictions));
    }

    private static HeldOutPrediction Row(int index, long patient, int consensus, float probability)
    {
        var (votes, score) = (new float[6], Enumerable.Repeat((1 - probability) / 5, 6).ToArray());
        (votes[consensus], score[consensus]) = (1, probability);
        return new HeldOutPrediction(index, 100 + index, patient, 0, 3, votes, score, score);
    }
}
