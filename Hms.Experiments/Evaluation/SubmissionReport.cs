using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Signal.Statistics;

namespace Hms.Experiments.Evaluation;

/// <summary>What <c>hms metric kl</c> says of a submission.</summary>
/// <param name="Kl">Mean KL divergence of the votes from the predictions.</param>
/// <param name="PriorKl">The same of one constant prediction: the mean distribution of the votes of these EEGs (the best constant, known only afterwards).</param>
/// <param name="UniformKl">The same of 1/6 for every class.</param>
/// <param name="GainOverPrior">Mean paired gain of the predictions over the constant.</param>
/// <param name="GainStandardError">Its standard error by patient; null with one patient.</param>
/// <param name="ScoredEegs">EEGs counted.</param>
/// <param name="Patients">Patients counted.</param>
/// <param name="MissingEegs">EEGs of the truth (with enough votes) that have no prediction; not counted.</param>
/// <param name="MinVotes">Smallest number of votes asked for; 0 for all.</param>
public sealed record SubmissionReport(
    double Kl, double PriorKl, double UniformKl, double GainOverPrior, double? GainStandardError, int ScoredEegs, int Patients, int MissingEegs, int MinVotes)
{
    /// <summary>Scores a submission.</summary>
    /// <param name="truth">One row per EEG, with votes.</param>
    /// <param name="submission">One row per EEG.</param>
    /// <param name="minVotes">Smallest <see cref="RecordingRow.VoteCount"/> that counts.</param>
    /// <param name="truthName">File of the truth, for messages.</param>
    /// <param name="submissionName">File of the submission, for messages.</param>
    /// <exception cref="UserErrorException">An EEG of the submission is unknown to the truth, or none is left to count.</exception>
    public static SubmissionReport Of(
        IReadOnlyList<RecordingRow> truth, IReadOnlyList<SubmissionRow> submission, int minVotes, string truthName = "truth", string submissionName = "prediction")
    {
        var predictions = submission.ToDictionary(row => row.EegId, row => row.Probabilities.ToArray());
        var known = truth.Select(row => row.EegId).ToHashSet();
        var unknown = predictions.Keys.Where(id => !known.Contains(id)).ToArray();
        if (unknown.Length > 0)
        {
            throw new UserErrorException($"{submissionName} has {unknown.Length} EEGs that {truthName} does not know, first eeg_id {unknown[0]}; compare files of the same set.");
        }
        var wanted = truth.Where(row => row.VoteCount >= minVotes).ToArray();
        var scored = wanted.Where(row => predictions.ContainsKey(row.EegId)).ToArray();
        if (scored.Length == 0)
        {
            throw new UserErrorException($"No EEG is left to score: {truthName} has {wanted.Length} with at least {minVotes} votes, and {submissionName} predicts none of them.");
        }
        var votes = scored.Select(row => row.Distribution()).ToArray();
        var prior = Enumerable.Range(0, VoteClasses.Count).Select(c => votes.Average(v => v[c])).ToArray();
        var uniform = Enumerable.Repeat(1.0 / VoteClasses.Count, VoteClasses.Count).ToArray();
        var model = scored.Select((row, i) => KullbackLeibler.Divergence(votes[i], predictions[row.EegId])).ToArray();
        var constant = votes.Select(v => KullbackLeibler.Divergence(v, prior)).ToArray();
        var gain = PairedGain.Compute(constant, model, [.. scored.Select(row => row.PatientId)]);
        return new SubmissionReport(
            model.Average(), constant.Average(), votes.Average(v => KullbackLeibler.Divergence(v, uniform)),
            gain.Mean, double.IsNaN(gain.StandardError) ? null : gain.StandardError, scored.Length, gain.Groups, wanted.Length - scored.Length, minVotes);
    }
}
