using System.Globalization;
using System.Text.Json.Nodes;
using Hms.Data.Rows;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Running;

/// <summary>What a run left of its model: the record, and the out-of-fold predictions of its training, of its ensemble or of one trial of its sweep.</summary>
/// <param name="Run">Folder of the run.</param>
/// <param name="Record">run.json.</param>
/// <param name="Trial">Trial of the sweep; null for a run that is no sweep.</param>
/// <param name="Path">File of the predictions.</param>
/// <param name="Predictions">Every held-out row once, by row.</param>
internal sealed record RunPredictions(RunFolder Run, RunRecord Record, int? Trial, string Path, IReadOnlyList<HeldOutPrediction> Predictions)
{
    private const char TrialMark = '#';

    /// <summary>What it is called where it stands alone: the experiment, its scale unless full, and the trial that was asked for.</summary>
    public required string Name { get; init; }

    /// <summary>What a row is; null where the record does not say.</summary>
    public RowUnit? Unit => ((Record.Resolved as JsonObject)?["rows"]?["unit"] as JsonValue)?.ToString() switch
    {
        "eeg" => RowUnit.Eeg,
        "spectrogram" => RowUnit.Spectrogram,
        "row" => RowUnit.Row,
        _ => null,
    };

    /// <summary>These predictions, to be compared.</summary>
    public ComparedPredictions Compared => new(Name, Predictions) { Unit = Unit };

    /// <summary>Reads what a person names: a folder, or <c>FOLDER#7</c> for trial 7 of a sweep.</summary>
    /// <param name="text">Path of the folder of a run, relative to the working folder or absolute.</param>
    /// <exception cref="UserErrorException">It is no run, is not finished, or has no such trial.</exception>
    public static RunPredictions Read(string text)
    {
        var mark = text.LastIndexOf(TrialMark);
        var named = mark > 0 && !Directory.Exists(text) && int.TryParse(text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        return Read(new RunFolder(System.IO.Path.GetFullPath(named is null ? text : text[..mark])), named);
    }

    /// <summary>How the run stands, after "the run".</summary>
    public string DescribeState() => DescribeState(Run, Record);

    /// <summary>How a run stands: one that says it is running, but holds no lock, was stopped.</summary>
    private static string DescribeState(RunFolder run, RunRecord record) =>
        record.State == "running" && !RunLock.IsTaken(run.Lock) ? "was stopped before its end" : $"is {record.State}";

    /// <summary>Reads the predictions of a run.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="trial">Trial of a sweep; null for the best, and for a run that is no sweep.</param>
    /// <exception cref="UserErrorException">It is no run, is not finished, or has no such trial.</exception>
    public static RunPredictions Read(RunFolder run, int? trial = null)
    {
        var record = RunRecord.Read(run);
        if (trial is not null && record.Kind != "sweep") { throw new UserErrorException($"{run.Path} is no sweep (hms {record.Kind}), so it has no trial {trial}; name the folder alone."); }
        var chosen = trial ?? record.BestTrial;
        if (record.Kind == "sweep" && chosen is null)
        {
            throw new UserErrorException($"{run.Path} has no best trial yet; the sweep {DescribeState(run, record)}. Name a completed trial as {run.Path}{TrialMark}N, or go on with it by hms sweep --resume.");
        }
        var path = record.Kind == "sweep" && (chosen != record.BestTrial || !File.Exists(run.Predictions)) ? run.TrialPredictions(chosen!.Value) : run.Predictions;
        if (!File.Exists(path))
        {
            throw new UserErrorException(record.Kind == "sweep"
                ? $"{run.Path} has no predictions of trial {chosen}: {path} does not exist. Name a completed trial."
                : $"{run.Path} has no predictions: {path} does not exist, and the run {DescribeState(run, record)}. Run it to its end.");
        }
        var scale = record.Scale == Configuration.ExperimentsResult.FullScale ? "" : $" ({record.Scale})";
        return new RunPredictions(run, record, chosen, path, PredictionFile.Read(path))
        {
            Name = record.Experiment + scale + (trial is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {TrialMark}{trial}")),
        };
    }
}
