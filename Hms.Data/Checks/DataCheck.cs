using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Schemas;

namespace Hms.Data.Checks;

/// <summary>Looks at a whole data set: every table row, every signal file.</summary>
public static class DataCheck
{
    private static readonly string[] SignalFolders = ["train_eegs", "test_eegs", "train_spectrograms", "test_spectrograms"];

    /// <summary>Checks a folder; what is wrong inside it is a finding, never an exception.</summary>
    /// <param name="root">A folder in the HMS layout.</param>
    /// <param name="options">What is looked at; null for the defaults.</param>
    /// <param name="progress">Hears of every signal file, from any thread; null for nobody.</param>
    /// <param name="ct">Stops between two files.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    /// <exception cref="HmsDataException">The folder does not exist or is no data set at all.</exception>
    /// <exception cref="OperationCanceledException">The check was stopped.</exception>
    public static DataCheckReport Run(string root, DataCheckOptions? options = null, IProgress<DataCheckProgress>? progress = null, CancellationToken ct = default)
    {
        options ??= new DataCheckOptions();
        if (options.Validate() is { Count: > 0 } errors) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        var folder = HmsFolder.Open(root);
        var findings = new FindingList(options.ListedPerCode);
        var (labels, isTrainWhole) = LabelCheck.Read(folder, findings);
        var (tests, isTestWhole) = LabelCheck.ReadTest(folder, findings);
        LabelCheck.RunImported(folder, findings);
        LabelCheck.Run(labels, findings);
        LabelCheck.Compare(labels, tests, findings);
        LabelRow[] rows = [.. labels.Select(row => row.Value)];
        var eegs = LastOffsets(rows.Select(row => (row.EegId, row.EegOffsetSeconds)).Concat(tests.Select(row => (row.Value.EegId, 0.0))));
        var spectrograms = LastOffsets(rows.Where(row => row.SpectrogramId is not null).Select(row => (row.SpectrogramId!.Value, row.SpectrogramOffsetSeconds))
            .Concat(tests.Where(row => row.Value.SpectrogramId is not null).Select(row => (row.Value.SpectrogramId!.Value, 0.0))));
        var (eegFacts, spectrogramFacts) = ReadFiles(folder, eegs, spectrograms, options, progress, ct);
        foreach (var finding in eegFacts.Concat(spectrogramFacts).SelectMany(facts => facts.Findings)) { findings.Add(finding); }
        var patients = rows.Select(row => (row.EegId, row.PatientId)).Concat(tests.Select(row => (row.Value.EegId, row.Value.PatientId))).DistinctBy(pair => pair.EegId).ToDictionary();
        SetCheck.Eegs(eegFacts, [.. eegs.Keys.Select(id => patients[id])], findings);
        SetCheck.Spectrograms(spectrogramFacts, findings);
        if (isTrainWhole && isTestWhole) { FindUnreferenced(folder, [.. eegs.Keys], [.. spectrograms.Keys], findings); }
        var (foldSource, folds, chance) = FoldCheck.Run(rows, options.FoldFile, findings);
        return new DataCheckReport
        {
            Root = root,
            LabelRows = labels.Count,
            TestRows = tests.Count,
            Eegs = eegs.Count,
            Spectrograms = spectrograms.Count,
            Patients = patients.Values.Distinct().Count(),
            ReadableEegs = eegFacts.Count(facts => facts.IsReadable),
            ReadableSpectrograms = spectrogramFacts.Count(facts => facts.IsReadable),
            EegNaNShare = NaNShare(eegFacts),
            SpectrogramNaNShare = NaNShare(spectrogramFacts),
            MeanVotes = rows.Length == 0 ? [] : FoldCheck.MeanVotes(RowTable.FromLabels(rows, RowUnit.Eeg, VoteAggregation.Sum)),
            RowsWithManyVotes = rows.Count(row => row.VoteCount >= LabelCheck.ManyVotes),
            Channels = SetCheck.Channels(eegFacts),
            FoldSource = foldSource,
            Folds = folds,
            ClassShiftByChance = chance,
            AmplitudeMicrovolts = SetCheck.Amplitudes(eegFacts),
            Errors = findings.Errors,
            Warnings = findings.Warnings,
            Counts = findings.Counts,
            Findings = findings.Sorted(),
        };
    }

    private static SortedDictionary<long, double> LastOffsets(IEnumerable<(long Id, double Offset)> windows)
    {
        var last = new SortedDictionary<long, double>();
        foreach (var (id, offset) in windows) { last[id] = Math.Max(offset, last.GetValueOrDefault(id)); }
        return last;
    }

    /// <summary>Reads every file, several at a time; the facts come in the order of the ids, whatever the order of reading.</summary>
    private static (RecordingFacts[] Eegs, RecordingFacts[] Spectrograms) ReadFiles(
        HmsFolder folder, SortedDictionary<long, double> eegs, SortedDictionary<long, double> spectrograms, DataCheckOptions options, IProgress<DataCheckProgress>? progress, CancellationToken ct)
    {
        var (eegCheck, spectrogramCheck) = (new EegCheck(folder), new SpectrogramCheck(folder));
        var work = eegs.Select(pair => (Func<RecordingFacts>)(() => eegCheck.Run(pair.Key, pair.Value)))
            .Concat(spectrograms.Select(pair => (Func<RecordingFacts>)(() => spectrogramCheck.Run(pair.Key, pair.Value)))).ToArray();
        var facts = new RecordingFacts[work.Length];
        var done = 0;
        ct.ThrowIfCancellationRequested();
        Parallel.For(0, work.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = ct }, i =>
        {
            facts[i] = work[i]();
            progress?.Report(new DataCheckProgress(Interlocked.Increment(ref done), work.Length));
        });
        return (facts[..eegs.Count], facts[eegs.Count..]);
    }

    private static double NaNShare(RecordingFacts[] facts) => facts.Sum(one => one.Values) is var total and > 0 ? facts.Sum(one => one.Missing) / (double)total : 0;

    private static void FindUnreferenced(HmsFolder folder, HashSet<long> eegs, HashSet<long> spectrograms, FindingList findings)
    {
        foreach (var name in SignalFolders)
        {
            var path = Path.Combine(folder.Root, name);
            if (!Directory.Exists(path)) { continue; }
            var known = name.EndsWith("eegs", StringComparison.Ordinal) ? eegs : spectrograms;
            var files = Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
            foreach (var stray in files.Where(file => !IsKnown(file, known))) { findings.Warning("unreferenced", $"{name}/{stray}", "belongs to no row of the tables; nothing reads it."); }
        }
    }

    private static bool IsKnown(string file, HashSet<long> known) =>
        file.EndsWith(".parquet", StringComparison.Ordinal) && long.TryParse(file.AsSpan(0, file.Length - 8), out var id) && known.Contains(id);
}
