using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Splits;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Experiments.Configuration.Settings;
using Hms.Signal.Randomness;
using Hms.Transforms.Caching;

namespace Hms.Experiments.Running;

/// <summary>The rows of one experiment: where they come from, which window they show, and the fold that holds each out.</summary>
internal sealed class ExperimentRows
{
    private ExperimentRows(HmsFolder folder, WindowOptions windows, RecordingColumns sources, IReadOnlyList<RecordingRow> rows, IReadOnlyList<string> refused, FoldAssignment folds)
    {
        Folder = folder;
        Windows = windows;
        Sources = sources;
        Rows = rows;
        Refused = refused;
        Folds = folds;
        DataHash = Hash(folder, rows, sources);
    }

    /// <summary>The data set.</summary>
    public HmsFolder Folder { get; }

    /// <summary>Which window of each recording the pipeline sees; goes into the exported model.</summary>
    public WindowOptions Windows { get; }

    /// <summary>Which signals are read.</summary>
    public RecordingColumns Sources { get; }

    /// <summary>The rows, in the order of train.csv.</summary>
    public IReadOnlyList<RecordingRow> Rows { get; }

    /// <summary>Recordings left out because they do not fill the window, each with file and reason.</summary>
    public IReadOnlyList<string> Refused { get; }

    /// <summary>The folds: of a split that shares a patient only where it was asked for by name.</summary>
    public FoldAssignment Folds { get; }

    /// <summary>Number of folds.</summary>
    public int FoldCount => Folds.FoldCount;

    /// <summary>The fold that holds each row out.</summary>
    public IReadOnlyList<int> FoldOfRow => Folds.FoldOfRow;

    /// <summary>SHA-256 over train.csv and over name, size and last 8 KiB (the Parquet footer with its statistics) of every recording used: tells whether two runs saw the same data.</summary>
    public string DataHash { get; }

    /// <summary>Opens the rows that an experiment declares.</summary>
    /// <param name="settings">Concrete settings.</param>
    /// <param name="root">Folder of the data set.</param>
    /// <param name="sources">Signals that the pipeline reads.</param>
    /// <param name="cancellationToken">Stops between two recordings.</param>
    /// <param name="foldFile">Full path of the fold file; null where the experiment declares none.</param>
    /// <exception cref="UserErrorException">The rows cannot be split as declared.</exception>
    public static ExperimentRows Open(ExperimentSettings settings, string root, RecordingColumns sources, CancellationToken cancellationToken, string? foldFile = null)
    {
        var folder = HmsFolder.Open(root);
        var windows = WindowsOf(settings.Rows.Window);
        var unit = settings.Rows.Unit switch { RowsUnit.Eeg => RowUnit.Eeg, RowsUnit.Spectrogram => RowUnit.Spectrogram, _ => RowUnit.Row };
        var votes = settings.Rows.Votes == VotesRule.Sum ? VoteAggregation.Sum : VoteAggregation.MaxVotesRow;
        var labels = folder.ReadLabels();
        var all = RowTable.FromLabels(labels, unit, votes).Where(row => row.VoteCount >= settings.Rows.MinVotes).ToArray();

        var rows = new List<RecordingRow>();
        var refused = new List<string>();
        var lengths = new RecordingLengths(folder, windows, sources);
        foreach (var row in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lengths.DescribeRefusal(row) is { } refusal) { refused.Add(refusal); }
            else { rows.Add(row); }
        }
        var leftOut = $"{all.Length - rows.Count} left out{(refused.Count > 0 ? ", the first: " + refused[0] : "")}";
        if (rows.Count > settings.Rows.AtMost) { rows = WholePatients(rows, settings.Rows.AtMost.Value); }
        var patients = rows.Select(row => row.PatientId).Distinct().Count();
        if (settings.Folds is not KFoldSettings && patients < (settings.Folds.FoldCount ?? 2))
        {
            throw new UserErrorException(
                $"{settings.Folds.FoldCount ?? 2} folds need at least as many patients; {root} gives {rows.Count} usable rows of {patients} patients"
                + $" ({leftOut}). {(settings.Folds.FoldCount is null ? "Add" : $"Lower folds.{settings.Folds.Key}.count or add")} data.");
        }
        var folds = Split(rows, settings, foldFile, labels.Select(row => row.EegId).ToHashSet());
        return new ExperimentRows(folder, windows, sources, rows, refused, folds);
    }

    /// <summary>Rows of as many whole patients as fit, in the order of a hash of their ids, so that no patient is chosen for what is known of it.</summary>
    private static List<RecordingRow> WholePatients(IReadOnlyList<RecordingRow> rows, int atMost)
    {
        var kept = new HashSet<long>();
        var count = 0;
        foreach (var patient in rows.GroupBy(row => row.PatientId).OrderBy(patient => SeedHash.Derive((ulong)patient.Key, "rows.atMost")))
        {
            if (count + patient.Count() > atMost) { continue; }
            count += patient.Count();
            kept.Add(patient.Key);
        }
        return [.. rows.Where(row => kept.Contains(row.PatientId))];
    }

    private static FoldAssignment Split(IReadOnlyList<RecordingRow> rows, ExperimentSettings settings, string? foldFile, IReadOnlySet<long> knownEegs)
    {
        FoldAssignment folds;
        try { folds = FoldAssignment.Of(rows, settings.Folds.ToOptions(foldFile), knownEegs); }
        catch (HmsDataException error) when (error.Path is null) { throw new UserErrorException($"folds.{settings.Folds.Key}: {error.Message}", error); }
        return settings.Sweep.Folds is { } run && run > folds.FoldCount
            ? throw new UserErrorException($"A trial cannot run {run} folds of {folds.FoldCount}; lower sweep.folds.")
            : folds;
    }

    /// <summary>The window options that an experiment declares.</summary>
    public static WindowOptions WindowsOf(WindowSettings settings) => new()
    {
        Position = settings.Position switch { WindowAnchor.Middle => WindowPosition.Middle, WindowAnchor.First => WindowPosition.First, _ => WindowPosition.Labelled },
        DurationSeconds = settings.DurationSeconds,
        Short = settings.Short == ShortPolicy.Pad ? ShortRecording.Pad : ShortRecording.Refuse,
        SpectrogramPosition = settings.SpectrogramPosition == SpectrogramAnchor.First ? WindowPosition.First : WindowPosition.Labelled,
        SpectrogramRows = settings.SpectrogramRows,
    };

    /// <summary>Rows that a fold trains on.</summary>
    public int[] TrainingRows(int fold) => [.. Enumerable.Range(0, Rows.Count).Where(i => FoldOfRow[i] != fold)];

    /// <summary>Rows that a fold holds out.</summary>
    public int[] HeldOutRows(int fold) => [.. Enumerable.Range(0, Rows.Count).Where(i => FoldOfRow[i] == fold)];

    /// <summary>Patient of each held-out row of a fold, in the order of <see cref="HeldOutRows"/>: patients are numbered from 0 over all rows, so that the same number is the same patient in every fold.</summary>
    /// <param name="fold">The fold.</param>
    public IReadOnlyList<int> HeldOutPatients(int fold)
    {
        var numbers = Rows.Select(row => row.PatientId).Distinct().Select((patient, number) => (patient, number)).ToDictionary();
        return [.. HeldOutRows(fold).Select(i => numbers[Rows[i].PatientId])];
    }

    /// <summary>Mean distribution of votes over a fold's training rows.</summary>
    public float[] Prior(int fold)
    {
        var votes = TrainingRows(fold).Select(i => Rows[i].Distribution()).ToArray();
        return [.. Enumerable.Range(0, VoteClasses.Count).Select(c => (float)votes.Average(v => v[c]))];
    }

    /// <summary>All rows as a view, streamed from their files.</summary>
    public HmsDataView OpenView() => new(Folder, Rows, Windows, Sources);

    /// <summary>Names everything that the columns of <see cref="OpenView"/> depend on.</summary>
    /// <param name="byContent">Whether every byte of the recordings counts, for a key that outlives the run; else the run's data is taken as one thing.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public CacheKey Key(bool byContent, CancellationToken cancellationToken)
    {
        var key = CacheKey.OfThisCode.With("windows", Windows.ToJson().ToJsonString()).With("sources", Sources.ToString());
        key = key.With("rows", JsonSerializer.Serialize(Rows));
        if (!byContent) { return key.With("data", DataHash); }
        var files = RecordingFiles(Folder, Rows, Sources);
        var hashes = new byte[files.Length][];
        Parallel.For(0, files.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            using var file = new FileStream(files[i], FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 17, FileOptions.SequentialScan);
            hashes[i] = SHA256.HashData(file);
        });
        for (var i = 0; i < files.Length; i++) { key = key.With(Path.GetFileName(files[i]), hashes[i]); }
        return key;
    }

    private static string[] RecordingFiles(HmsFolder folder, IReadOnlyList<RecordingRow> rows, RecordingColumns sources)
    {
        var files = new List<string>();
        if (sources.HasFlag(RecordingColumns.Eeg)) { files.AddRange(rows.Select(row => folder.EegPath(row.EegId))); }
        if (sources.HasFlag(RecordingColumns.Spectrogram)) { files.AddRange(rows.Where(row => row.SpectrogramId is not null).Select(row => folder.SpectrogramPath(row.SpectrogramId!.Value))); }
        return [.. files.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>SHA-256 over train.csv and over name, size and last 8 KiB of every recording that some rows use.</summary>
    /// <param name="folder">The data set.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="sources">Which of their recordings count.</param>
    internal static string Hash(HmsFolder folder, IReadOnlyList<RecordingRow> rows, RecordingColumns sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(File.ReadAllBytes(folder.LabelsPath));
        var tail = new byte[8192];
        foreach (var file in RecordingFiles(folder, rows, sources))
        {
            using var handle = File.OpenHandle(file);
            var length = RandomAccess.GetLength(handle);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}:{length}\n")));
            var read = RandomAccess.Read(handle, tail, Math.Max(0, length - tail.Length));
            hash.AppendData(tail.AsSpan(0, read));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
