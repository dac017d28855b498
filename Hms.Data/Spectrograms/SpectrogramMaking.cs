using System.Runtime.ExceptionServices;
using System.Text;
using Hms.Data.Files;
using Hms.Data.Windows;

namespace Hms.Data.Spectrograms;

/// <summary>Makes the competition's spectrogram files for the EEGs of a data set that have none, and names them in its tables.</summary>
/// <remarks>
/// The files come first, each whole or not at all, and the tables last, so that a run that is stopped leaves the tables as they were; the same call goes on with it. The table as it was
/// is kept beside the new one (train.csv.before). What no EEG covers is NaN. No spectrogram file is ever replaced.
/// </remarks>
public static class SpectrogramMaking
{
    /// <summary>Name of the file that is there while a run is not finished.</summary>
    public const string UnfinishedFileName = "make-spectrograms.unfinished";

    private const int NamesShown = 5;

    /// <summary>Makes what is missing.</summary>
    /// <param name="root">The data set; its EEGs are at 200 Hz.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every file; null for none.</param>
    /// <param name="ct">Stops between two files.</param>
    /// <exception cref="HmsDataException">Something in the data set is broken or in the way; nothing is written then, unless an EEG proves to be broken inside.</exception>
    /// <exception cref="ArgumentException">The options break a rule.</exception>
    /// <exception cref="OperationCanceledException">The making was stopped; what is done is kept.</exception>
    public static SpectrogramMakingSummary Run(string root, SpectrogramMakingOptions options, IProgress<SpectrogramMakingProgress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } errors) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        var folder = HmsFolder.Open(root);
        var state = Path.Combine(root, UnfinishedFileName);
        var earlier = RequireSameRun(state, options);
        var plan = SpectrogramPlan.Of(folder, options.EegIds);
        var unfilled = plan.Jobs.Where(job => job.MissingRows > 0).ToList();
        if (options.Short == ShortRecording.Refuse && unfilled.Count > 0) { throw Refusal(root, unfilled); }
        var (todo, kept) = Divide(plan, earlier);
        if (plan.Jobs.Count > 0) { AtomicFile.Write(state, stream => stream.Write(Encoding.UTF8.GetBytes(Describe(options)))); }
        Make(todo, options, progress, ct);
        var backups = new List<string>();
        var filled = Fill(folder.LabelsPath, plan.LabelChanges, backups) + Fill(folder.TestPath, plan.TestChanges, backups);
        File.Delete(state);
        return new SpectrogramMakingSummary(
            todo.Count, kept, plan.Jobs.SelectMany(job => job.Parts).Select(part => part.EegId).Distinct().Count(), todo.Sum(job => (long)job.Rows), todo.Sum(job => (long)job.MissingRows),
            unfilled.SelectMany(job => job.Parts).Select(part => part.EegId).Distinct().Count(), filled, backups);
    }

    private static string Describe(SpectrogramMakingOptions options) => $"prefilter {options.Prefilter}\n";

    private static bool RequireSameRun(string state, SpectrogramMakingOptions options)
    {
        if (!File.Exists(state)) { return false; }
        var before = File.ReadAllText(state);
        return before == Describe(options) ? true : throw new HmsDataException(state, $"tells of a run that was stopped, with \"{before.Trim()}\"; now it is \"{Describe(options).Trim()}\". Finish that one first, or remove this file and the spectrograms that it made.");
    }

    private static HmsDataException Refusal(string root, List<SpectrogramJob> jobs) => new(root,
        $"{jobs.Count} spectrograms would have rows without EEG (ten minutes need 602 s about the labelled window): {string.Join(", ", jobs.Take(NamesShown).Select(job => $"{job.Id} with {job.MissingRows} of {job.Rows}"))}{(jobs.Count > NamesShown ? ", ..." : "")}. Let them be padded with NaN, or leave these EEGs out.");

    /// <summary>What is still to be made: files that an earlier run made are kept, unless the EEG is newer.</summary>
    private static (List<SpectrogramJob> Todo, int Kept) Divide(SpectrogramPlan plan, bool earlier)
    {
        var todo = new List<SpectrogramJob>();
        foreach (var job in plan.Jobs)
        {
            if (File.Exists(job.Path) && !earlier) { throw new HmsDataException(job.Path, "is there, but no table names it; a spectrogram file is never replaced. Move it away, or name it in the table."); }
            if (!File.Exists(job.Path) || job.Parts.Any(part => File.GetLastWriteTimeUtc(part.Path) > File.GetLastWriteTimeUtc(job.Path))) { todo.Add(job); }
        }
        return (todo, plan.Jobs.Count - todo.Count);
    }

    private static void Make(List<SpectrogramJob> jobs, SpectrogramMakingOptions options, IProgress<SpectrogramMakingProgress>? progress, CancellationToken ct)
    {
        var done = 0;
        try
        {
            Parallel.ForEach(jobs, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism == 0 ? Environment.ProcessorCount : options.Parallelism, CancellationToken = ct }, job =>
            {
                job.Write(options.Prefilter);
                progress?.Report(new SpectrogramMakingProgress(Interlocked.Increment(ref done), jobs.Count));
            });
        }
        catch (AggregateException error) when (error.InnerExceptions.Count > 0)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    /// <summary>Writes a table with its new cells, and beside it what it was.</summary>
    private static int Fill(string path, IReadOnlyList<IReadOnlyDictionary<string, string>?> changes, List<string> backups)
    {
        var count = changes.Count(change => change is not null);
        if (count == 0) { return 0; }
        var before = File.ReadAllBytes(path);
        var after = TableCells.Replace(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(before), changes);
        var backup = FreeName(path + ".before");
        AtomicFile.Write(backup, stream => stream.Write(before));
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(after)));
        backups.Add(backup);
        return count;
    }

    private static string FreeName(string path)
    {
        if (!File.Exists(path)) { return path; }
        var number = 2;
        while (File.Exists(path + number)) { number++; }
        return path + number;
    }
}
