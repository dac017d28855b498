using System.Globalization;
using Hms.Data.Files;
using Hms.Data.Windows;

namespace Hms.Data.Spectrograms;

/// <summary>Which spectrogram files a data set lacks, from which EEGs each is made, and what the tables then say.</summary>
/// <remarks>
/// A row without spectrogram_id gets one file per EEG, whose id is that of the EEG (or that plus a multiple of 10^12 where it is taken); its first window lies at 0 s of the file. A row
/// whose spectrogram_id has no file gets the file of that id, with every EEG of it where the two offsets of its rows put it; the table stays as it is.
/// </remarks>
internal sealed class SpectrogramPlan
{
    private const int WindowRows = 300;
    private const double HalfWindowSeconds = WindowRows * SpectrogramFile.SecondsPerRow / 2.0;
    private const double OffsetTolerance = 0.5 / EegFile.SampleRateHz;
    private const long IdStep = 1_000_000_000_000;

    private readonly HmsFolder _folder;
    private readonly UnfinishedRun _earlier;
    private readonly HashSet<long> _used = [];
    private readonly HashSet<long>? _only;
    private readonly Dictionary<long, long> _sharedIds = [];
    private readonly List<SpectrogramJob> _jobs = [];
    private readonly List<UnfinishedRun.Entry> _entries = [];
    private ILookup<long, long> _named = Array.Empty<long>().ToLookup(id => id);

    private SpectrogramPlan(HmsFolder folder, IReadOnlyCollection<long>? only, UnfinishedRun earlier) => (_folder, _only, _earlier) = (folder, only?.ToHashSet(), earlier);

    /// <summary>Files to make, in the order of their ids; files of an earlier run that was stopped are among them.</summary>
    public IReadOnlyList<SpectrogramJob> Jobs => _jobs;

    /// <summary>Which file each EEG of a table gets.</summary>
    public IReadOnlyList<UnfinishedRun.Entry> Entries => _entries;

    /// <summary>For each row of train.csv what changes in it; null where nothing does.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>?> LabelChanges { get; private set; } = [];

    /// <summary>For each row of test.csv what changes in it; null where nothing does.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>?> TestChanges { get; private set; } = [];

    /// <summary>Reads the tables and the lengths of the EEGs.</summary>
    /// <param name="folder">The data set.</param>
    /// <param name="only">Only these EEGs; null for all.</param>
    /// <param name="earlier">What stopped runs have begun: their ids are taken again.</param>
    /// <exception cref="HmsDataException">A table or an EEG is broken, an EEG has no file, a window lies outside its EEG, or offsets contradict one another.</exception>
    public static SpectrogramPlan Of(HmsFolder folder, IReadOnlyCollection<long>? only, UnfinishedRun earlier)
    {
        var plan = new SpectrogramPlan(folder, only, earlier);
        var labels = folder.HasLabels ? folder.ReadLabels() : [];
        var tests = folder.HasTest ? folder.ReadTest() : [];
        plan.RequireKnown(labels, tests);
        plan._named = labels.Select(row => (row.SpectrogramId, row.EegId)).Concat(tests.Select(row => (row.SpectrogramId, row.EegId))).Where(pair => pair.SpectrogramId is not null).ToLookup(pair => pair.SpectrogramId!.Value, pair => pair.EegId);
        plan._used.UnionWith(plan._named.Select(group => group.Key).Concat(earlier.Ids));
        plan.LabelChanges = plan.PlanNewLabels(labels);
        plan.TestChanges = plan.PlanNewTests(tests);
        plan.PlanMissingLabels(labels);
        plan.PlanMissingTests(tests);
        plan._jobs.Sort((a, b) => a.Id.CompareTo(b.Id));
        return plan;
    }

    private static string Text(double seconds) => seconds.ToString("0.0###", CultureInfo.InvariantCulture);

    private bool IsWanted(long eegId) => _only is null || _only.Contains(eegId);

    private void RequireKnown(IReadOnlyList<LabelRow> labels, IReadOnlyList<TestRow> tests)
    {
        if (_only is null) { return; }
        var known = labels.Select(row => row.EegId).Concat(tests.Select(row => row.EegId)).ToHashSet();
        if (_only.Where(id => !known.Contains(id)).Order().ToList() is { Count: > 0 } unknown) { throw new HmsDataException(_folder.Root, $"no table names EEG {string.Join(", ", unknown)}; name EEGs of train.csv or test.csv."); }
    }

    private IReadOnlyDictionary<string, string>?[] PlanNewLabels(IReadOnlyList<LabelRow> labels)
    {
        var changes = new IReadOnlyDictionary<string, string>?[labels.Count];
        foreach (var group in Enumerable.Range(0, labels.Count).Where(i => labels[i].SpectrogramId is null && IsWanted(labels[i].EegId)).GroupBy(i => labels[i].EegId))
        {
            var first = group.Min(i => labels[i].EegOffsetSeconds);
            var id = NewId("train", group.Key);
            if (first == 0) { _sharedIds[group.Key] = id; }
            var part = Part(group.Key, samples => HalfWindowSeconds - SpectrogramPart.CentreSeconds(samples) - first);
            RequireInside(part, [.. group.Select(i => labels[i])]);
            Add("train", id, group.Max(i => labels[i].EegOffsetSeconds) - first, [part]);
            var sub = 0;
            foreach (var i in group)
            {
                changes[i] = new Dictionary<string, string>
                {
                    ["spectrogram_id"] = id.ToString(CultureInfo.InvariantCulture),
                    ["spectrogram_sub_id"] = sub++.ToString(CultureInfo.InvariantCulture),
                    ["spectrogram_label_offset_seconds"] = Text(labels[i].EegOffsetSeconds - first),
                };
            }
        }
        return changes;
    }

    private IReadOnlyDictionary<string, string>?[] PlanNewTests(IReadOnlyList<TestRow> tests)
    {
        var changes = new IReadOnlyDictionary<string, string>?[tests.Count];
        for (var i = 0; i < tests.Count; i++)
        {
            if (tests[i].SpectrogramId is not null || !IsWanted(tests[i].EegId)) { continue; }
            var eegId = tests[i].EegId;
            var id = _sharedIds.TryGetValue(eegId, out var shared) ? shared : NewId("test", eegId);
            // The window of a test row starts at 0 s, so only a file whose first window does too serves both tables.
            if (shared == id || IsSharedOfStoppedRun(eegId, id)) { _entries.Add(new UnfinishedRun.Entry("test", eegId, id, FileOf("train", id))); }
            else { Add("test", id, 0, [Part(eegId, samples => HalfWindowSeconds - SpectrogramPart.CentreSeconds(samples))]); }
            changes[i] = new Dictionary<string, string> { ["spectrogram_id"] = id.ToString(CultureInfo.InvariantCulture) };
        }
        return changes;
    }

    private void PlanMissingLabels(IReadOnlyList<LabelRow> labels)
    {
        foreach (var group in labels.Where(row => row.SpectrogramId is not null).GroupBy(row => row.SpectrogramId!.Value))
        {
            if (_folder.FindSpectrogram(group.Key) is not null || !group.Any(row => IsWanted(row.EegId))) { continue; }
            var parts = group.GroupBy(row => row.EegId).Select(rows =>
            {
                var shifts = rows.Select(row => row.SpectrogramOffsetSeconds - row.EegOffsetSeconds).ToList();
                if (shifts.Max() - shifts.Min() > OffsetTolerance)
                {
                    throw new HmsDataException(_folder.LabelsPath, FormattableString.Invariant(
                        $"the rows of EEG {rows.Key} put it at {shifts.Min()} and at {shifts.Max()} s of spectrogram {group.Key} (spectrogram_label_offset_seconds - eeg_label_offset_seconds); one place is needed."));
                }
                var part = Part(rows.Key, samples => HalfWindowSeconds - SpectrogramPart.CentreSeconds(samples) + shifts[0]);
                RequireInside(part, [.. rows]);
                return part;
            }).ToList();
            Add("train", group.Key, group.Max(row => row.SpectrogramOffsetSeconds), parts);
        }
    }

    private void PlanMissingTests(IReadOnlyList<TestRow> tests)
    {
        var planned = _jobs.Select(job => job.Id).ToHashSet();
        foreach (var group in tests.Where(row => row.SpectrogramId is not null).GroupBy(row => row.SpectrogramId!.Value))
        {
            if (planned.Contains(group.Key) || _folder.FindSpectrogram(group.Key) is not null || !group.Any(row => IsWanted(row.EegId))) { continue; }
            if (group.Count() > 1)
            {
                throw new HmsDataException(_folder.TestPath, $"EEGs {string.Join(", ", group.Select(row => row.EegId))} share the spectrogram {group.Key}, which has no file; where each lies in it is not known. Empty their spectrogram_id, and each gets its own.");
            }
            Add("test", group.Key, 0, [Part(group.First().EegId, samples => HalfWindowSeconds - SpectrogramPart.CentreSeconds(samples))]);
        }
    }

    /// <summary>The id that a stopped run chose, unless a table has given it to another EEG since; else one that is free.</summary>
    private long NewId(string table, long eegId)
    {
        if (_earlier.IdOf(table, eegId) is { } chosen && _named[chosen].All(other => other == eegId)) { return chosen; }
        var id = eegId;
        while (!_used.Add(id)) { id = checked(id + IdStep); }
        return id;
    }

    /// <summary>Whether a stopped run, which has filled train.csv, meant the file of train.csv for the row of test.csv too.</summary>
    private bool IsSharedOfStoppedRun(long eegId, long id) => _earlier.IdOf("train", eegId) == id && _earlier.IdOf("test", eegId) == id && File.Exists(Path.Combine(_folder.Root, FileOf("train", id)));

    /// <summary>A window that lies outside its EEG has a wrong offset: the spectrogram would be about something else.</summary>
    private void RequireInside(SpectrogramPart part, IReadOnlyList<LabelRow> rows)
    {
        foreach (var row in rows)
        {
            if (WindowPlacement.DescribeOutside(row.EegOffsetSeconds, part.Samples) is not { } problem) { continue; }
            var line = 0;
            LabelFile.ReadLabels(_folder.LabelsPath, (at, other) => line = other.LabelId == row.LabelId && other.EegId == row.EegId && other.EegOffsetSeconds.Equals(row.EegOffsetSeconds) ? at : line, error => throw error);
            throw new HmsDataException(_folder.LabelsPath, line, "eeg_label_offset_seconds", $"EEG {row.EegId} {problem} Mend the offset, or remove the row; `hms data check` names all such windows (window-outside).");
        }
    }

    private SpectrogramPart Part(long eegId, Func<int, double> shiftSeconds)
    {
        var path = _folder.EegPath(eegId);
        var samples = ParquetTable.ReadRowCount(path, EegFile.MaximumSamples);
        return new SpectrogramPart(eegId, path, samples, (long)Math.Round(shiftSeconds(samples) * EegFile.SampleRateHz));
    }

    private void Add(string kind, long id, double lastOffsetSeconds, IReadOnlyList<SpectrogramPart> parts)
    {
        var rows = WindowRows + (long)Math.Floor(lastOffsetSeconds / SpectrogramFile.SecondsPerRow);
        if (rows > SpectrogramFile.MaximumRows) { throw new HmsDataException(_folder.LabelsPath, FormattableString.Invariant($"an offset of {lastOffsetSeconds} s would need a spectrogram {id} of {rows} rows; at most {SpectrogramFile.MaximumRows} (a week) are allowed.")); }
        var file = FileOf(kind, id);
        _jobs.Add(new SpectrogramJob(id, Path.Combine(_folder.Root, file), (int)rows, parts));
        _entries.AddRange(parts.Select(part => new UnfinishedRun.Entry(kind, part.EegId, id, file)));
    }

    private static string FileOf(string kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{kind}_spectrograms/{id}.parquet");
}
