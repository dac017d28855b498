using Hms.Data.Files;
using Hms.Data.Schemas;
using Hms.Data.Windows;

namespace Hms.Data.Checks;

/// <summary>Checks of train.csv and test.csv: what their readers refuse, row by row, and what they do not see.</summary>
internal static class LabelCheck
{
    /// <summary>Rows with as many votes are the ones that models are judged on.</summary>
    public const int ManyVotes = 10;

    private const string Train = "train.csv";
    private static readonly double WindowSeconds = new WindowOptions().DurationSeconds;

    /// <summary>Reads train.csv; every bad row is a finding and left out.</summary>
    /// <returns>The good rows, and whether there were others.</returns>
    public static (IReadOnlyList<TableRow<LabelRow>> Rows, bool IsWhole) Read(HmsFolder folder, FindingList findings) =>
        Read<LabelRow>(folder.HasLabels, Train, findings, (take, report) => LabelFile.ReadLabels(folder.LabelsPath, take, report));

    /// <summary>As <see cref="Read(HmsFolder, FindingList)"/> for test.csv.</summary>
    public static (IReadOnlyList<TableRow<TestRow>> Rows, bool IsWhole) ReadTest(HmsFolder folder, FindingList findings) =>
        Read<TestRow>(folder.HasTest, "test.csv", findings, (take, report) => LabelFile.ReadTest(folder.TestPath, take, report));

    public static void Run(IReadOnlyList<TableRow<LabelRow>> labels, FindingList findings)
    {
        if (labels.Count == 0) { return; }
        CheckConsensus(labels, findings);
        CheckDuplicates(labels, findings);
        CheckWindows(labels, findings);
        CheckSpectrogramIds(labels, findings);
        CheckVoteVectors(labels, findings);
    }

    /// <summary>Holds the tables that an import writes beside the set against their schemas, where they are there.</summary>
    public static void RunImported(HmsFolder folder, FindingList findings)
    {
        foreach (var schema in new[] { TableSchema.Windows, TableSchema.Annotations })
        {
            var (file, path) = ($"{schema.Name}.csv", Path.Combine(folder.Root, $"{schema.Name}.csv"));
            if (!File.Exists(path)) { continue; }
            void Report(HmsDataException error) => findings.Error(error.Row > 1 ? "bad-row" : "bad-table", file, error.Problem, error.Row, error.Column);
            try
            {
                using var table = CsvTable.Open(path, schema);
                while (CsvRows.Next(table, Report))
                {
                    foreach (var problem in table.Problems()) { Report(problem); }
                }
            }
            catch (HmsDataException error)
            {
                Report(error); // the header
            }
        }
    }

    /// <summary>What stands in both tables.</summary>
    public static void Compare(IReadOnlyList<TableRow<LabelRow>> labels, IReadOnlyList<TableRow<TestRow>> tests, FindingList findings)
    {
        var (eegs, patients) = (labels.Select(row => row.Value.EegId).ToHashSet(), labels.Select(row => row.Value.PatientId).ToHashSet());
        foreach (var (line, row) in tests.Where(row => eegs.Contains(row.Value.EegId)))
        {
            findings.Warning("in-train-and-test", "test.csv", $"EEG {row.EegId} is in train.csv too; a model has seen it.", line, "eeg_id");
        }
        var shared = tests.Select(row => row.Value.PatientId).Distinct().Count(patients.Contains);
        if (shared > 0) { findings.Info("in-train-and-test", "test.csv", $"{shared} of {tests.Select(row => row.Value.PatientId).Distinct().Count()} patients are in train.csv too; figures on them say little about new patients.", "patient_id"); }
    }

    private static (IReadOnlyList<TableRow<T>> Rows, bool IsWhole) Read<T>(bool present, string file, FindingList findings, Action<Action<int, T>, Action<HmsDataException>> read)
    {
        var rows = new List<TableRow<T>>();
        if (!present) { return (rows, true); }
        var isWhole = true;
        void Report(HmsDataException error)
        {
            isWhole = false;
            findings.Error(error.Row > 1 ? "bad-row" : "bad-table", file, error.Problem, error.Row, error.Column);
        }
        try
        {
            read((line, row) => rows.Add(new(line, row)), Report);
        }
        catch (HmsDataException error)
        {
            Report(error); // the header
        }
        return (rows, isWhole);
    }

    private static void CheckConsensus(IReadOnlyList<TableRow<LabelRow>> labels, FindingList findings)
    {
        var names = VoteClasses.Names.ToList();
        foreach (var (line, row) in labels)
        {
            var named = names.IndexOf(row.ExpertConsensus);
            if (named < 0)
            {
                findings.Warning("unknown-consensus", Train, $"label {row.LabelId}: expert_consensus \"{row.ExpertConsensus}\" is none of {string.Join(", ", names)}; votes are used, this column is not.", line, "expert_consensus");
            }
            else if (row.Votes[named] < row.Votes.Max())
            {
                var most = VoteClasses.IndexOfLargest([.. row.Votes.Select(count => (double)count)]);
                findings.Warning("consensus-differs", Train, $"label {row.LabelId}: expert_consensus says {row.ExpertConsensus} ({row.Votes[named]} votes), but {names[most]} has {row.Votes[most]}; votes are used.", line, "expert_consensus");
            }
        }
    }

    private static void CheckDuplicates(IReadOnlyList<TableRow<LabelRow>> labels, FindingList findings)
    {
        foreach (var (first, again) in Repeated(labels, row => row.LabelId))
        {
            findings.Error("duplicate-label", Train, $"label_id {again.Value.LabelId} stands in row {first.Line} too; ids must differ.", again.Line, "label_id");
        }
        foreach (var (first, again) in Repeated(labels, row => (row.EegId, row.EegSubId)))
        {
            findings.Warning("duplicate-sub-id", Train, $"EEG {again.Value.EegId} has eeg_sub_id {again.Value.EegSubId} in row {first.Line} too.", again.Line, "eeg_sub_id");
        }
        foreach (var (first, again) in Repeated(labels, row => (row.EegId, row.EegOffsetSeconds)))
        {
            findings.Warning("duplicate-window", Train, FormattableString.Invariant($"EEG {again.Value.EegId} has the window at {again.Value.EegOffsetSeconds} s in row {first.Line} too; rows per window count it twice."), again.Line, "eeg_label_offset_seconds");
            if (first.Value.Votes.SequenceEqual(again.Value.Votes)) { continue; }
            findings.Warning("conflicting-votes", Train, $"the same window has the votes {string.Join(",", first.Value.Votes)} in row {first.Line} and {string.Join(",", again.Value.Votes)} here; which are right?", again.Line);
        }
    }

    /// <summary>Every row whose key an earlier row has, with the first such row.</summary>
    private static IEnumerable<(TableRow<LabelRow> First, TableRow<LabelRow> Again)> Repeated<TKey>(IReadOnlyList<TableRow<LabelRow>> labels, Func<LabelRow, TKey> key) where TKey : notnull
    {
        var seen = new Dictionary<TKey, TableRow<LabelRow>>();
        foreach (var row in labels)
        {
            if (!seen.TryAdd(key(row.Value), row)) { yield return (seen[key(row.Value)], row); }
        }
    }

    private static void CheckWindows(IReadOnlyList<TableRow<LabelRow>> labels, FindingList findings)
    {
        var (overlapping, nearest) = (0, double.PositiveInfinity);
        foreach (var eeg in labels.GroupBy(row => row.Value.EegId))
        {
            double[] starts = [.. eeg.Select(row => row.Value.EegOffsetSeconds).Order()];
            for (var i = 1; i < starts.Length; i++)
            {
                if (starts[i] - starts[i - 1] >= WindowSeconds || starts[i] == starts[i - 1]) { continue; }
                overlapping++;
                nearest = Math.Min(nearest, starts[i] - starts[i - 1]);
            }
        }
        if (overlapping > 0)
        {
            findings.Info("overlapping-windows", Train, FormattableString.Invariant($"{overlapping} of {labels.Count} windows overlap the one before in their EEG (the nearest begins {nearest:0.##} s after it); rows per window are not independent, take rows per EEG."), "eeg_label_offset_seconds");
        }
    }

    private static void CheckSpectrogramIds(IReadOnlyList<TableRow<LabelRow>> labels, FindingList findings)
    {
        var without = labels.Where(row => row.Value.SpectrogramId is null).Select(row => row.Value.EegId).Distinct().Count();
        if (without == 0) { return; }
        var eegs = labels.Select(row => row.Value.EegId).Distinct().Count();
        findings.Warning("no-spectrogram-id", Train, $"{without} of {eegs} EEGs have an empty spectrogram_id; models that read spectrogram files cannot use them.", column: "spectrogram_id");
    }

    private static void CheckVoteVectors(IReadOnlyList<TableRow<LabelRow>> labels, FindingList findings)
    {
        var groups = labels.GroupBy(row => row.Value.EegId, row => row.Value).ToList();
        var differing = groups.Count(group => group.Any(row => !row.Votes.SequenceEqual(group.First().Votes)));
        if (differing > 0) { findings.Info("votes-differ-within-eeg", Train, $"{differing} of {groups.Count} EEGs have windows with different votes (in the competition's file 11 %)."); }
        var many = labels.Count(row => row.Value.VoteCount >= ManyVotes);
        findings.Info("vote-counts", Train, $"{many} of {labels.Count} rows have {ManyVotes} votes or more; votes per row {labels.Min(row => row.Value.VoteCount)} to {labels.Max(row => row.Value.VoteCount)}.");
    }
}
