using Hms.Signal.Statistics;

namespace Hms.Experiments.Evaluation;

/// <summary>What the held-out predictions of all folds say, beside the two predictors that look at nothing.</summary>
/// <param name="Kl">Mean KL divergence over all held-out rows.</param>
/// <param name="PriorKl">The same of the class prior of each fold's training rows.</param>
/// <param name="UniformKl">The same of the uniform distribution.</param>
/// <param name="Gain">Paired gain over the class prior.</param>
public sealed record HeldOutEvaluation(double Kl, double PriorKl, double UniformKl, PairedGain Gain)
{
    /// <summary>Evaluates held-out predictions.</summary>
    /// <param name="predictions">Every row once.</param>
    public static HeldOutEvaluation Of(IReadOnlyList<HeldOutPrediction> predictions)
    {
        var model = predictions.Select(p => KullbackLeibler.Divergence(p.Votes, p.Score)).ToArray();
        var prior = predictions.Select(p => KullbackLeibler.Divergence(p.Votes, p.Prior)).ToArray();
        var uniform = predictions.Select(p => KullbackLeibler.Divergence(p.Votes, Uniform(p.Votes.Length))).Average();
        var gain = PairedGain.Compute(prior, model, [.. predictions.Select(p => p.PatientId)]);
        return new HeldOutEvaluation(model.Average(), prior.Average(), uniform, gain);
    }

    private static float[] Uniform(int classes) => [.. Enumerable.Repeat(1f / classes, classes)];
}
