using Hms.Data.Files;
using Hms.Experiments.Commands;
using Hms.Experiments.Reporting;
using Hms.Experiments.Scoring;
using Hms.Training;
using Hms.Transforms.Scoring;

namespace Hms.Experiments.Running.Series;

/// <summary>Scores a run's data set with its exported model, as a user would: the test rows, or the training rows where there are none.</summary>
internal static class SeriesScorer
{
    /// <summary>Name of the submission in the run's folder.</summary>
    public const string SubmissionName = "submission.csv";

    /// <summary>Scores, unless the submission is there already.</summary>
    /// <param name="run">A completed run.</param>
    /// <param name="dataRoot">Folder of its data set.</param>
    /// <param name="device">Where to score; null for where it works best.</param>
    /// <param name="keep">Whether a submission that is there is of this very model.</param>
    /// <param name="terminal">Shows progress and what is left out.</param>
    /// <param name="cancellationToken">Stops between two recordings.</param>
    /// <returns>EEGs in the submission.</returns>
    public static int Score(RunFolder run, string dataRoot, TrainingDevice? device, SubmissionReuse keep, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var path = Path.Combine(run.Path, SubmissionName);
        if (keep == SubmissionReuse.SameModel && File.Exists(path)) { return SubmissionFile.Read(path).Count; }
        File.Delete(path); // a submission of an earlier model must not be taken for this one's
        using var progress = new ProgressLine(terminal, "EEGs scored");
        var options = new OnnxScoringOptions { Device = OnnxDevice.TryParse(device?.ToString(), out var named) ? named : OnnxDevice.Auto };
        var result = SubmissionScorer.Score(new ScoreRequest(run.Winner, dataRoot, path) { Scoring = options }, progress, cancellationToken);
        if (result.Refused.Count > 0) { terminal.Error.WriteLine($"{result.Refused.Count} EEGs not scored, the first: {result.Refused[0]}"); }
        return result.Scored;
    }
}
