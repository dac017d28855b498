using Hms.Training;

namespace Hms.Experiments.Running;

/// <summary>One epoch of a training, as run.json keeps it.</summary>
/// <param name="Fold">Fold, 0-based.</param>
/// <param name="Stage">Stage, 1-based.</param>
/// <param name="Epoch">Epoch, 1-based over all stages.</param>
/// <param name="TrainKl">Training loss.</param>
/// <param name="Kl">KL of the held-out rows.</param>
/// <param name="HighVoteKl">KL of those with many votes; null where there are none.</param>
/// <param name="HighVoteRows">Their number.</param>
/// <param name="ClassKl">Each class's part of the KL.</param>
/// <param name="ClassVotes">Mean votes of each class.</param>
/// <param name="ClassPredictions">Mean prediction of each class.</param>
/// <param name="LearningRate">Learning rate at the first step.</param>
/// <param name="ImagesPerSecond">Training rows per second; differs from run to run.</param>
/// <param name="InputStall">Share of the time spent waiting for rows; differs from run to run.</param>
internal sealed record RunEpoch(
    int Fold, int Stage, int Epoch, double TrainKl, double? Kl, double? HighVoteKl, int HighVoteRows,
    IReadOnlyList<double>? ClassKl, IReadOnlyList<double>? ClassVotes, IReadOnlyList<double>? ClassPredictions,
    double LearningRate, double ImagesPerSecond, double InputStall)
{
    public static RunEpoch Of(EpochReport report) => new(
        report.Fold, report.Stage, report.Epoch, report.TrainKl, report.ValidationKl, report.HighVoteKl, report.HighVoteRows,
        report.ClassKl, report.ClassVotes, report.ClassPredictions, report.LearningRate, report.RowsPerSecond, report.InputStall);
}
