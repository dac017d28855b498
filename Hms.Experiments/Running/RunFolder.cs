using System.Globalization;

namespace Hms.Experiments.Running;

/// <summary>The folder of one run: what lies where.</summary>
/// <param name="Path">Full path of the folder.</param>
internal sealed record RunFolder(string Path)
{
    /// <summary>The study: every trial, event by event.</summary>
    public string Study => Combine("study.db");

    /// <summary>All trials, best first; time columns last.</summary>
    public string Leaderboard => Combine("leaderboard.csv");

    /// <summary>The exported winner.</summary>
    public string Winner => Combine("winner.zip");

    /// <summary>Which fold holds each EEG out; a fold file.</summary>
    public string Folds => Combine("folds.csv");

    /// <summary>What was run, on what, with which result.</summary>
    public string Record => Combine("run.json");

    /// <summary>The synthetic data set, where the experiment declares one and no --root was given.</summary>
    public string Data => SharedData ?? Combine("synthetic-data");

    /// <summary>Full path of a synthetic data set that several runs share; null where the run has its own.</summary>
    public string? SharedData { get; init; }

    private const string WorkerCachePrefix = ".hms-cache-worker-";

    /// <summary>Name of the file within the synthetic data set that says what it was made with.</summary>
    public const string SyntheticStampName = "synthetic.json";

    /// <summary>What the synthetic data set was made with; there when it is whole.</summary>
    public string SyntheticStamp => System.IO.Path.Combine(Data, SyntheticStampName);

    /// <summary>Temporary: the synthetic data set while it is being written.</summary>
    public string PartialData => Data + ".partial";

    /// <summary>Held while a sweep or a training writes here.</summary>
    public string Lock => Combine("run.lock");

    /// <summary>Held while an export uses <see cref="ExportCache"/>.</summary>
    public string ExportLock => Combine("export.lock");

    /// <summary>Temporary: rows after the shared steps.</summary>
    public string Cache => Combine(".hms-cache");

    /// <summary>Temporary: the same for this process, one of several workers.</summary>
    public string WorkerCache => Combine(string.Create(CultureInfo.InvariantCulture, $"{WorkerCachePrefix}{Environment.ProcessId}"));

    /// <summary>Removes what workers left that were killed; only while no other sweep runs here.</summary>
    public void RemoveWorkerCaches()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path, WorkerCachePrefix + "*"))
        {
            try { Directory.Delete(folder, recursive: true); }
            catch (IOException) { } // a worker of a sweep that was killed still writes there; it ends by itself
        }
    }

    /// <summary>Temporary: the same for an export, which may run beside the sweep.</summary>
    public string ExportCache => Combine(".hms-cache-export");

    /// <summary>The folder of one trial: its model and its held-out predictions.</summary>
    public string Trial(int number) => Combine(System.IO.Path.Combine("trials", number.ToString("D4", CultureInfo.InvariantCulture)));

    /// <summary>Temporary: the folds of a training that is not whole yet.</summary>
    public string Training => Combine("training");

    /// <summary>Temporary: the same of a trial.</summary>
    public string TrialTraining(int number) => System.IO.Path.Combine(Trial(number), "training");

    /// <summary>The report of the run as a page.</summary>
    public string ReportPage => Combine("report.html");

    /// <summary>The report of the run as Markdown.</summary>
    public string ReportText => Combine("report.md");

    /// <summary>Held-out predictions of a training, of an ensemble, or of a sweep's best trial.</summary>
    public string Predictions => Combine("predictions.csv");

    /// <summary>What they say of the model.</summary>
    public string Evaluation => Combine("evaluation.json");

    /// <summary>A trial's exported model.</summary>
    public string TrialModel(int number) => System.IO.Path.Combine(Trial(number), "model.zip");

    /// <summary>A trial's held-out predictions.</summary>
    public string TrialPredictions(int number) => System.IO.Path.Combine(Trial(number), "predictions.csv");

    private string Combine(string name) => System.IO.Path.Combine(Path, name);
}
