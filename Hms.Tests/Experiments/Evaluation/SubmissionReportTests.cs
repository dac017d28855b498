using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Experiments;
using Hms.Experiments.Evaluation;

namespace Hms.Tests.Experiments.Evaluation;

public sealed class SubmissionReportTests
{
    private const double Tolerance = 1e-12;

    private static readonly RecordingRow[] Truth =
    [
        Row(1, patient: 10, 3, [3, 0, 0, 0, 0, 0]),
        Row(2, patient: 10, 12, [0, 6, 6, 0, 0, 0]),
        Row(3, patient: 11, 10, [0, 0, 0, 0, 0, 10]),
    ];

    [Fact]
    public void Of_AllPredicted_IsTheNumberByHand()
    {
        var report = SubmissionReport.Of(Truth, [Prediction(3, 0, 0, 0, 0, 0.5, 0.5), Prediction(1, 0.25, 0.75, 0, 0, 0, 0), Prediction(2, 0, 0.5, 0.5, 0, 0, 0)], 0);
        Assert.Equal((Math.Log(4) + 0 + Math.Log(2)) / 3, report.Kl, Tolerance);
        // The constant is the mean of the votes: 1/3, 1/6, 1/6, 0, 0, 1/3.
        Assert.Equal((Math.Log(3) + Math.Log(3) + Math.Log(3)) / 3, report.PriorKl, Tolerance);
        Assert.Equal((Math.Log(6) + Math.Log(3) + Math.Log(6)) / 3, report.UniformKl, Tolerance);
        Assert.Equal(report.PriorKl - report.Kl, report.GainOverPrior, Tolerance);
        Assert.Equal((3, 2, 0), (report.ScoredEegs, report.Patients, report.MissingEegs));
        Assert.NotNull(report.GainStandardError);
    }

    [Fact]
    public void Of_EegsWithoutPrediction_AreCountedAsMissingOnly()
    {
        var report = SubmissionReport.Of(Truth, [Prediction(1, 0.25, 0.75, 0, 0, 0, 0)], 0);
        Assert.Equal((1, 2), (report.ScoredEegs, report.MissingEegs));
        Assert.Equal(Math.Log(4), report.Kl, Tolerance);
        Assert.Null(report.GainStandardError); // one patient
    }

    [Fact]
    public void Of_MinimumOfVotes_LeavesOutTheOthersEvenFromTheMissing()
    {
        var report = SubmissionReport.Of(Truth, [Prediction(1, 1, 0, 0, 0, 0, 0), Prediction(2, 0, 0.5, 0.5, 0, 0, 0)], 10);
        Assert.Equal((1, 1, 10), (report.ScoredEegs, report.MissingEegs, report.MinVotes));
        Assert.Equal(0, report.Kl, Tolerance);
    }

    [Fact]
    public void Of_UnknownEeg_IsRefusedWithItsIdAndBothFiles()
    {
        var error = Assert.Throws<UserErrorException>(() => SubmissionReport.Of(Truth, [Prediction(99, 1, 0, 0, 0, 0, 0)], 0, "train.csv", "submission.csv"));
        Assert.Equal("submission.csv has 1 EEGs that train.csv does not know, first eeg_id 99; compare files of the same set.", error.Message);
    }

    [Fact]
    public void Of_NothingLeft_IsRefused()
    {
        var error = Assert.Throws<UserErrorException>(() => SubmissionReport.Of(Truth, [Prediction(1, 1, 0, 0, 0, 0, 0)], 11));
        Assert.Contains("has 1 with at least 11 votes", error.Message, StringComparison.Ordinal);
    }

    private static RecordingRow Row(long eeg, long patient, int count, double[] votes) => new() { EegId = eeg, PatientId = patient, Votes = votes, VoteCount = count };

    private static SubmissionRow Prediction(long eeg, params double[] probabilities) => new(eeg, probabilities);
}
