using System.Globalization;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Splits;

namespace Hms.Data.Checks;

/// <summary>Checks of train.csv beyond what its reader refuses.</summary>
internal static class LabelCheck
{
    private const int UsualFolds = 5;
    private const int ManyVotes = 10;

    /// <summary>Reads the table row by row where it can be read at all; a broken one gives a finding and no rows.</summary>
    public static IReadOnlyList<LabelRow> Read(HmsFolder folder, FindingList findings) => Try(folder, findings, folder.HasLabels, folder.ReadLabels);

    /// <summary>As <see cref="Read"/> for test.csv.</summary>
    public static IReadOnlyList<TestRow> ReadTest(HmsFolder folder, FindingList findings) => Try(folder, findings, folder.HasTest, folder.ReadTest);

    public static void Run(IReadOnlyList<LabelRow> labels, FindingList findings)
    {
        if (labels.Count == 0) { return; }
        CheckConsensus(labels, findings);
        CheckDuplicates(labels, findings);
        CheckSpectrogramIds(labels, findings);
        CheckVoteVectors(labels, findings);
        CheckFolds(labels, findings);
    }

    private static IReadOnlyList<T> Try<T>(HmsFolder folder, FindingList findings, bool present, Func<IReadOnlyList<T>> read)
    {
        if (!present) { return []; }
        try
        {
            return read();
        }
        catch (HmsDataException error)
        {
            findings.Error("bad-table", error.Path is null ? null : Path.GetRelativePath(folder.Root, error.Path), error.Problem, error.Row, error.Column);
            return [];
        }
    }

    private static void CheckConsensus(IReadOnlyList<LabelRow> labels, FindingList findings)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            var row = labels[i];
            var named = VoteClasses.Names.ToList().IndexOf(row.ExpertConsensus);
            if (named < 0)
            {
                findings.Warning("unknown-consensus", "train.csv", $"label {row.LabelId}: expert_consensus \"{row.ExpertConsensus}\" is none of {string.Join(", ", VoteClasses.Names)}; votes are used, this column is not.", column: "expert_consensus");
            }
            else if (row.Votes[named] < row.Votes.Max())
            {
                var most = VoteClasses.IndexOfLargest([.. row.Votes.Select(count => (double)count)]);
                findings.Warning("consensus-differs", "train.csv", $"label {row.LabelId}: expert_consensus says {row.ExpertConsensus} ({row.Votes[named]} votes), but {VoteClasses.Names[most]} has {row.Votes[most]}; votes are used.", column: "expert_consensus");
            }
        }
    }

    private static void CheckDuplicates(IReadOnlyList<LabelRow> labels, FindingList findings)
    {
        foreach (var group in labels.GroupBy(row => row.LabelId).Where(group => group.Count() > 1))
        {
            findings.Error("duplicate-label", "train.csv", $"label_id {group.Key} occurs {group.Count()} times; ids must differ.", column: "label_id");
        }
        foreach (var group in labels.GroupBy(row => (row.EegId, row.EegSubId)).Where(group => group.Count() > 1))
        {
            findings.Warning("duplicate-window", "train.csv", $"EEG {group.Key.EegId} has eeg_sub_id {group.Key.EegSubId} {group.Count()} times.", column: "eeg_sub_id");
        }
    }

    private static void CheckSpectrogramIds(IReadOnlyList<LabelRow> labels, FindingList findings)
    {
        var without = labels.Where(row => row.SpectrogramId is null).Select(row => row.EegId).Distinct().Count();
        if (without == 0) { return; }
        var eegs = labels.Select(row => row.EegId).Distinct().Count();
        findings.Warning("no-spectrogram-id", "train.csv", $"{without} of {eegs} EEGs have an empty spectrogram_id; models that read spectrogram files cannot use them.", column: "spectrogram_id");
    }

    private static void CheckVoteVectors(IReadOnlyList<LabelRow> labels, FindingList findings)
    {
        var groups = labels.GroupBy(row => row.EegId).ToList();
        var differing = groups.Count(group => group.Any(row => !row.Votes.SequenceEqual(group.First().Votes)));
        if (differing > 0) { findings.Info("votes-differ-within-eeg", "train.csv", $"{differing} of {groups.Count} EEGs have windows with different votes (in the competition's file 11 %)."); }
        var many = labels.Count(row => row.VoteCount >= ManyVotes);
        findings.Info("vote-counts", "train.csv", $"{many} of {labels.Count} rows have {ManyVotes} votes or more; votes per row {labels.Min(row => row.VoteCount)} to {labels.Max(row => row.VoteCount)}.");
    }

    private static void CheckFolds(IReadOnlyList<LabelRow> labels, FindingList findings)
    {
        var rows = RowTable.FromLabels(labels, RowUnit.Eeg, VoteAggregation.Sum);
        var groups = rows.GroupBy(row => row.PatientId).ToList();
        if (groups.Count < UsualFolds)
        {
            findings.Warning("few-patients", "train.csv", $"{groups.Count} patients; {UsualFolds} folds by patient need at least {UsualFolds}.", column: "patient_id");
            return;
        }
        var folds = GroupKFold.Assign([.. rows.Select(row => row.PatientId)], UsualFolds);
        var loads = Enumerable.Range(0, UsualFolds).Select(fold => folds.Count(f => f == fold)).ToList();
        var message = $"{UsualFolds} folds by patient hold {loads.Min()} to {loads.Max()} of {rows.Count} EEGs.";
        var largest = groups.MaxBy(group => group.Count())!;
        if (largest.Count() * UsualFolds > rows.Count * 2)
        {
            findings.Warning("uneven-folds", "train.csv", $"{message} Patient {largest.Key} alone has {(100.0 * largest.Count() / rows.Count).ToString("0", CultureInfo.InvariantCulture)} %.", column: "patient_id");
        }
        else { findings.Info("folds", "train.csv", message); }
    }
}
