using Hms.Data.Files;
using Hms.Data.Rows;

namespace Hms.Data.Checks;

/// <summary>Looks at a whole data set: every table row, every signal file.</summary>
public static class DataCheck
{
    private static readonly string[] SignalFolders = ["train_eegs", "test_eegs", "train_spectrograms", "test_spectrograms"];

    /// <summary>Checks a folder; what is wrong inside it is a finding, never an exception.</summary>
    /// <param name="root">A folder in the HMS layout.</param>
    /// <param name="ct">Stops between two files.</param>
    /// <exception cref="HmsDataException">The folder does not exist or is no data set at all.</exception>
    /// <exception cref="OperationCanceledException">The check was stopped.</exception>
    public static DataCheckReport Run(string root, CancellationToken ct = default)
    {
        var folder = HmsFolder.Open(root);
        var findings = new FindingList();
        var labels = LabelCheck.Read(folder, findings);
        var tests = LabelCheck.ReadTest(folder, findings);
        LabelCheck.Run(labels, findings);
        var eegs = LastOffsets(labels.Select(row => (row.EegId, row.EegOffsetSeconds)).Concat(tests.Select(row => (row.EegId, 0.0))));
        var spectrograms = LastOffsets(labels.Where(row => row.SpectrogramId is not null).Select(row => (row.SpectrogramId!.Value, row.SpectrogramOffsetSeconds))
            .Concat(tests.Where(row => row.SpectrogramId is not null).Select(row => (row.SpectrogramId!.Value, 0.0))));
        var recordings = new RecordingCheck(folder, findings);
        foreach (var (id, offset) in eegs)
        {
            ct.ThrowIfCancellationRequested();
            recordings.Eeg(id, offset);
        }
        foreach (var (id, offset) in spectrograms)
        {
            ct.ThrowIfCancellationRequested();
            recordings.Spectrogram(id, offset);
        }
        if (recordings.ShortEegs > 0) { findings.Info("short-eegs", null, $"{recordings.ShortEegs} of {recordings.ReadableEegs} EEGs are shorter than 50 s."); }
        FindUnreferenced(folder, labels.Count + tests.Count > 0, [.. eegs.Keys], [.. spectrograms.Keys], findings);
        return new DataCheckReport
        {
            Root = root,
            LabelRows = labels.Count,
            TestRows = tests.Count,
            Eegs = eegs.Count,
            Spectrograms = spectrograms.Count,
            Patients = labels.Select(row => row.PatientId).Concat(tests.Select(row => row.PatientId)).Distinct().Count(),
            ReadableEegs = recordings.ReadableEegs,
            ReadableSpectrograms = recordings.ReadableSpectrograms,
            EegNaNShare = recordings.EegNaNShare,
            SpectrogramNaNShare = recordings.SpectrogramNaNShare,
            MeanVotes = MeanVotes(labels),
            Findings = findings.Sorted(),
        };
    }

    private static SortedDictionary<long, double> LastOffsets(IEnumerable<(long Id, double Offset)> windows)
    {
        var last = new SortedDictionary<long, double>();
        foreach (var (id, offset) in windows) { last[id] = Math.Max(offset, last.GetValueOrDefault(id)); }
        return last;
    }

    private static double[] MeanVotes(IReadOnlyList<LabelRow> labels)
    {
        if (labels.Count == 0) { return []; }
        var rows = RowTable.FromLabels(labels, RowUnit.Eeg, VoteAggregation.Sum).Select(row => row.Distribution()).ToList();
        return [.. Enumerable.Range(0, VoteClasses.Count).Select(i => rows.Average(row => row[i]))];
    }

    private static void FindUnreferenced(HmsFolder folder, bool anyTable, HashSet<long> eegs, HashSet<long> spectrograms, FindingList findings)
    {
        if (!anyTable) { return; }
        foreach (var name in SignalFolders)
        {
            var path = Path.Combine(folder.Root, name);
            if (!Directory.Exists(path)) { continue; }
            var known = name.EndsWith("eegs", StringComparison.Ordinal) ? eegs : spectrograms;
            var files = Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
            var stray = files.Where(file => !(file.EndsWith(".parquet", StringComparison.Ordinal) && long.TryParse(file.AsSpan(0, file.Length - 8), out var id) && known.Contains(id))).ToList();
            if (stray.Count > 0) { findings.Warning("unreferenced", name, $"{stray.Count} of {files.Count} files belong to no row of the tables (first: {stray[0]})."); }
        }
    }
}
