namespace Hms.Experiments.Running;

/// <summary>Where the folds of one training are kept until it is whole: checkpoints of the running one, results of the finished ones.</summary>
/// <param name="Path">The folder.</param>
/// <param name="MinimumSeconds">A finished fold is kept where its training took as long; a shorter one is trained again sooner than it is saved.</param>
/// <param name="Settings">What is trained, as text that is equal exactly for equal settings: a finished fold of other settings is refused.</param>
internal sealed record FoldFolder(string Path, double MinimumSeconds, string Settings)
{
    private const string AllRows = "all-rows";

    /// <summary>Checkpoint of a fold.</summary>
    public string Checkpoint(int fold) => File(Name(fold), "checkpoint");

    /// <summary>Checkpoint of the training on all rows.</summary>
    public string AllRowsCheckpoint => File(AllRows, "checkpoint");

    /// <summary>Steps and network of a finished fold.</summary>
    public string Model(int fold) => File(Name(fold), "zip");

    /// <summary>Its held-out predictions.</summary>
    public string Predictions(int fold) => File(Name(fold), "csv");

    /// <summary>What it reported; written last: a fold is finished when this is there.</summary>
    public string Record(int fold) => File(Name(fold), "json");

    /// <summary>How many folds are finished.</summary>
    public int FinishedCount => Directory.Exists(Path) ? Directory.GetFiles(Path, "fold-*.json").Length : 0;

    /// <summary>Removes all files of the training; others stay, and so does the folder then.</summary>
    public void Remove()
    {
        if (!Directory.Exists(Path)) { return; }
        try
        {
            foreach (var file in (string[])[.. Directory.GetFiles(Path, "fold-*.json"), .. Directory.GetFiles(Path, "fold-*.*"), .. Directory.GetFiles(Path, $"{AllRows}.*")]) { System.IO.File.Delete(file); }
            Directory.Delete(Path);
        }
        catch (IOException) { } // another process, which has taken the trial over, writes there; it removes the rest
    }

    private static string Name(int fold) => FormattableString.Invariant($"fold-{fold}");

    private string File(string name, string extension) => System.IO.Path.Combine(Path, $"{name}.{extension}");
}
