using System.Globalization;

namespace Hms.Data.Edf.Import;

/// <summary>Writes EDF and BDF recordings as a data set in the HMS layout: windows to score, or whole recordings with labels.</summary>
/// <remarks>
/// To score: test.csv, test_eegs and windows.csv, which says where each window lies. With labels: train.csv and train_eegs. Always annotations.csv. Ids depend on
/// the names of files and on times only. One channel of one EEG file is in memory at a time, next to its compressed form. The set is written beside and renamed.
/// </remarks>
public static class EdfImport
{
    /// <summary>Name of the table that says where each window lies.</summary>
    public const string WindowsFileName = "windows.csv";

    /// <summary>Name of the table of annotations.</summary>
    public const string AnnotationsFileName = "annotations.csv";

    /// <summary>Imports recordings; they are all looked at before anything is written.</summary>
    /// <param name="inputs">Files, or folders whose .edf and .bdf files are taken with all below.</param>
    /// <param name="outputFolder">An empty or absent folder.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every file; null for none.</param>
    /// <param name="ct">Stops within one channel of one file; nothing is left behind.</param>
    /// <exception cref="HmsDataException">A file cannot be imported, a label fits no recording, or the folder holds something already; the message names all such files.</exception>
    /// <exception cref="ArgumentException">The options break a rule.</exception>
    /// <exception cref="OperationCanceledException">The import was stopped.</exception>
    public static EdfImportSummary Run(IReadOnlyList<string> inputs, string outputFolder, EdfImportOptions options, IProgress<EdfImportProgress>? progress = null, CancellationToken ct = default)
    {
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        RequireEmpty(outputFolder);
        var sources = RecordingSource.Find(inputs);
        var labels = options.LabelsPath is null ? null : LabelledRecordings.Read(options.LabelsPath, sources);
        var unlabelled = labels is null ? 0 : sources.Count(source => !labels.Has(source));
        if (labels is not null) { sources = [.. sources.Where(labels.Has)]; }
        var skipped = new List<string>();
        var usable = Check(sources, labels, options, skipped, ct);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(outputFolder));
        var beside = $"{target}.{Guid.NewGuid():N}.tmp"; // never one that a killed import left
        try
        {
            var set = new ImportedSet(beside, options, labels);
            foreach (var source in usable)
            {
                ct.ThrowIfCancellationRequested();
                set.Add(source, ct);
                progress?.Report(new EdfImportProgress(set.Recordings.Count, usable.Count));
            }
            var summary = set.Finish(outputFolder, skipped, unlabelled);
            if (Directory.Exists(target)) { Directory.Delete(target); }
            Directory.Move(beside, target);
            return summary;
        }
        catch
        {
            if (Directory.Exists(beside)) { Directory.Delete(beside, recursive: true); }
            throw;
        }
    }

    private static void RequireEmpty(string folder)
    {
        if (File.Exists(folder)) { throw new HmsDataException(folder, "is a file; name a folder that is empty or does not exist."); }
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new HmsDataException(folder, "is not empty; an import is written into an empty or absent folder only. Name another one, or remove this one yourself.");
        }
    }

    /// <summary>Opens every file once; gives those that can be imported.</summary>
    private static List<RecordingSource> Check(IReadOnlyList<RecordingSource> sources, LabelledRecordings? labels, EdfImportOptions options, List<string> skipped, CancellationToken ct)
    {
        var usable = new List<RecordingSource>();
        foreach (var source in sources)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                using var recording = PreparedRecording.Open(source, options);
                labels?.Check(recording);
                usable.Add(source);
            }
            catch (HmsDataException error)
            {
                skipped.Add(error.Message);
            }
        }
        if (skipped.Count > 0 && (options.BadFiles == BadFiles.Refuse || usable.Count == 0))
        {
            var hint = usable.Count == 0 ? "" : " Leave them out with --bad-files skip.";
            throw new HmsDataException(null, skipped.Count == 1 && sources.Count == 1
                ? skipped[0]
                : string.Create(CultureInfo.InvariantCulture, $"{skipped.Count} of {sources.Count} files cannot be imported.{hint}\n{string.Join('\n', skipped)}"));
        }
        return usable;
    }
}
