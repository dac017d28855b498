using System.Runtime.ExceptionServices;
using Hms.Data.Files;
using Hms.Data.Windows;

namespace Hms.Data.Spectrograms;

/// <summary>Makes the competition's spectrogram files for the EEGs of a data set that have none, and names them in its tables.</summary>
/// <remarks>
/// The files come first, each whole or not at all, and the tables last, so that a run that is stopped leaves the tables as they were; the same call goes on with it. The table as it was
/// is kept beside the new one (train.csv.before). What no EEG covers is NaN. No spectrogram file is ever replaced, but one that a stopped run began.
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
        var earlier = UnfinishedRun.Read(Path.Combine(root, UnfinishedFileName), options.Prefilter);
        var plan = SpectrogramPlan.Of(folder, options.EegIds, earlier);
        var unfilled = plan.Jobs.Where(job => job.MissingRows > 0).ToList();
        if (options.Short == ShortRecording.Refuse && unfilled.Count > 0) { throw Refusal(root, unfilled); }
        var (todo, kept) = Divide(folder, plan, earlier);
        var tables = new[] { FilledTable.Prepare(folder.LabelsPath, plan.LabelChanges), FilledTable.Prepare(folder.TestPath, plan.TestChanges) }.OfType<FilledTable>().ToList();
        if (plan.Entries.Count > 0) { earlier.Begin(plan.Entries, options.Prefilter); }
        Make(todo, options, progress, ct);
        var backups = FilledTable.Write(tables);
        earlier.End(plan.Entries, options.EegIds, options.Prefilter);
        return new SpectrogramMakingSummary(
            todo.Count, kept, plan.Jobs.SelectMany(job => job.Parts).Select(part => part.EegId).Distinct().Count(), todo.Sum(job => (long)job.Rows), todo.Sum(job => (long)job.MissingRows),
            unfilled.SelectMany(job => job.Parts).Select(part => part.EegId).Distinct().Count(), tables.Sum(table => table.ChangedRows), backups);
    }

    private static HmsDataException Refusal(string root, List<SpectrogramJob> jobs) => new(root,
        $"{jobs.Count} spectrograms would have rows without EEG (ten minutes need 602 s about the labelled window): {string.Join(", ", jobs.Take(NamesShown).Select(job => $"{job.Id} with {job.MissingRows} of {job.Rows}"))}{(jobs.Count > NamesShown ? ", ..." : "")}. Let them be padded with NaN, or leave these EEGs out.");

    /// <summary>What is still to be made: files that an earlier run made are kept, unless the EEG is newer.</summary>
    private static (List<SpectrogramJob> Todo, int Kept) Divide(HmsFolder folder, SpectrogramPlan plan, UnfinishedRun earlier)
    {
        var todo = new List<SpectrogramJob>();
        foreach (var job in plan.Jobs)
        {
            if (folder.FindSpectrogram(job.Id) is { } there && !earlier.Lists(Path.GetRelativePath(folder.Root, there).Replace('\\', '/')))
            {
                throw new HmsDataException(there, "is there, but no table names it; a spectrogram file is never replaced. Move it away, or name it in the table.");
            }
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
}
