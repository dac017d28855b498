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
    private readonly HashSet<long> _used = [];
    private readonly HashSet<long>? _only;
    private readonly Dictionary<long, long> _newIds = [];
    private readonly List<SpectrogramJob> _jobs = [];

    private SpectrogramPlan(HmsFolder folder, IReadOnlyCollection<long>? only) => (_folder, _only) = (folder, only?.ToHashSet());

    /// <summary>Files to make, in the order of their ids; files of an earlier run that was stopped are among them.</summary>
    public IReadOnlyList<SpectrogramJob> Jobs => _jobs;

    /// <summary>Ids of the files that no table names yet.</summary>
    public IReadOnlyCollection<long> NewIds => _newIds.Values;

    /// <summary>For each row of train.csv what changes in it; null where nothing does.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>?> LabelChanges { get; private set; } = [];

    /// <summary>For each row of test.csv what changes in it; null where nothing does.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>?> TestChanges { get; private set; } = [];

    /// <summary>Reads the tables and the lengths of the EEGs.</summary>
    /// <param name="folder">The data set.</param>
    /// <param name="only">Only these EEGs; null for all.</param>
    /// <exception cref="HmsDataException">A table or an EEG is broken, an EEG has no file, or offsets contradict one another.</exception>
    public static SpectrogramPlan Of(HmsFolder folder, IReadOnlyCollection<long>? only)
    {
        var plan = new SpectrogramPlan(folder, only);
        var labels = folder.HasLabels ? folder.ReadLabels() : [];
        var tests = folder.HasTest ? folder.ReadTest() : [];
        plan.RequireKnown(labels, tests);
        plan._used.UnionWith(labels.Select(row => row.SpectrogramId).Concat(tests.Select(row => row.SpectrogramId)).OfType<long>());
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
            var id = NewId(group.Key);
            var span = group.Max(i => labels[i].EegOffsetSeconds) - first;
            Add("train", id, span, [Part(group.Key, samples => HalfWindowSeconds - SpectrogramPart.CentreSeconds(samples) - first)]);
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
            if (!_newIds.TryGetValue(tests[i].EegId, out var id))
            {
                id = NewId(tests[i].EegId);
                Add("test", id, 0, [Part(tests[i].EegId, samples => HalfWindowSeconds - SpectrogramPart.CentreSeconds(samples))]);
            }
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
                return Part(rows.Key, samples => HalfWindowSeconds - SpectrogramPart.CentreSeconds(samples) + shifts[0]);
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

    private long NewId(long eegId)
    {
        var id = eegId;
        while (!_used.Add(id)) { id = checked(id + IdStep); }
        return _newIds[eegId] = id;
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
        _jobs.Add(new SpectrogramJob(id, Path.Combine(_folder.Root, $"{kind}_spectrograms", $"{id}.parquet"), (int)rows, parts));
    }
}
