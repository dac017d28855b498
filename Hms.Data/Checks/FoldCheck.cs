using System.Globalization;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Splits;

namespace Hms.Data.Checks;

/// <summary>Checks of the folds that a set is trained on: their sizes, leaks, and how much one fold differs from the others.</summary>
internal static class FoldCheck
{
    /// <summary>A class or vote shift above this is named.</summary>
    public const double NamedShift = 0.10;

    private const int UsualFolds = 5;

    /// <summary>Looks at the folds of a file, or at those that training makes by default.</summary>
    /// <returns>Where the folds come from, and each; null and none where there are none.</returns>
    public static (string? Source, IReadOnlyList<FoldSummary> Folds) Run(IReadOnlyList<LabelRow> labels, string? foldFile, FindingList findings)
    {
        if (labels.Count == 0) { return (null, []); }
        var rows = RowTable.FromLabels(labels, RowUnit.Eeg, VoteAggregation.Sum);
        if (foldFile is not null) { return (foldFile, OfFile(rows, foldFile, findings)); }
        return OfDefault(rows, findings) is { } folds ? ("groupKFold", Summarize(rows, folds, "train.csv", findings)) : (null, []);
    }

    private static IReadOnlyList<FoldSummary> OfFile(IReadOnlyList<RecordingRow> rows, string foldFile, FindingList findings)
    {
        var name = Path.GetFileName(foldFile);
        Dictionary<long, int> foldOf;
        void Report(HmsDataException error) => findings.Error("fold-file", name, error.Problem, error.Row, error.Column);
        try
        {
            foldOf = FoldFile.Read(foldFile, rows.Select(row => row.EegId).ToHashSet(), Report);
        }
        catch (HmsDataException error)
        {
            Report(error);
            return [];
        }
        foreach (var row in rows.Where(row => !foldOf.ContainsKey(row.EegId))) { findings.Error("fold-file", name, $"gives EEG {row.EegId} no fold; add a row for it.", column: "eeg_id"); }
        RecordingRow[] used = [.. rows.Where(row => foldOf.ContainsKey(row.EegId))];
        int[] folds = [.. used.Select(row => foldOf[row.EegId])];
        foreach (var patient in SplitCheck.FindSplitGroups([.. used.Select(row => row.PatientId)], folds))
        {
            findings.Error("fold-leak", name, $"patient {patient.Group} is in the folds {string.Join(", ", patient.Folds)} with {patient.Rows} EEGs; scores are too good. Give each patient one fold.", column: "fold");
        }
        return Summarize(used, folds, name, findings);
    }

    private static int[]? OfDefault(IReadOnlyList<RecordingRow> rows, FindingList findings)
    {
        var groups = rows.GroupBy(row => row.PatientId).ToList();
        if (groups.Count < UsualFolds)
        {
            findings.Warning("few-patients", "train.csv", $"{groups.Count} patients; {UsualFolds} folds by patient need at least {UsualFolds}.", column: "patient_id");
            return null;
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
        return folds;
    }

    private static IReadOnlyList<FoldSummary> Summarize(IReadOnlyList<RecordingRow> rows, int[] folds, string file, FindingList findings)
    {
        var numbers = folds.Distinct().Order().ToList();
        if (numbers.Count < 2) { return []; }
        var summaries = numbers.Select(fold => Summarize(fold, [.. rows.Where((_, i) => folds[i] == fold)], [.. rows.Where((_, i) => folds[i] != fold)])).ToList();
        foreach (var one in summaries)
        {
            if (one.ClassShift > NamedShift) { findings.Warning("class-shift", file, Describe(one, rows, folds)); }
            if (Math.Abs(one.VoteShift) > NamedShift)
            {
                findings.Warning("vote-shift", file, string.Create(CultureInfo.InvariantCulture, $"fold {one.Fold}: {one.ManyVotesShare:P0} of its {one.Eegs} EEGs have {LabelCheck.ManyVotes} votes or more, of the other folds' {one.ManyVotesShare - one.VoteShift:P0}; such rows are harder, so its KL is not comparable with theirs."));
            }
        }
        return summaries;
    }

    private static FoldSummary Summarize(int fold, IReadOnlyList<RecordingRow> rows, IReadOnlyList<RecordingRow> others)
    {
        var (mean, rest) = (MeanVotes(rows), MeanVotes(others));
        var (many, restMany) = (ManyShare(rows), ManyShare(others));
        return new FoldSummary(fold, rows.Count, rows.Select(row => row.PatientId).Distinct().Count(), mean, many, mean.Zip(rest, (a, b) => Math.Abs(a - b)).Sum() / 2, many - restMany);
    }

    private static string Describe(FoldSummary one, IReadOnlyList<RecordingRow> rows, int[] folds)
    {
        var rest = MeanVotes([.. rows.Where((_, i) => folds[i] != one.Fold)]);
        var most = Enumerable.Range(0, VoteClasses.Count).MaxBy(c => Math.Abs(one.MeanVotes[c] - rest[c]));
        return string.Create(CultureInfo.InvariantCulture, $"fold {one.Fold} ({one.Eegs} EEGs of {one.Patients} patients): its votes differ from the other folds' by {one.ClassShift:0.00} in total variation (named above {NamedShift:0.00}), most in {VoteClasses.Names[most]}: {one.MeanVotes[most]:P0} against {rest[most]:P0}. stratifiedGroupKFold evens that out.");
    }

    /// <summary>Mean of the rows' vote distributions.</summary>
    public static double[] MeanVotes(IReadOnlyList<RecordingRow> rows)
    {
        var mean = new double[VoteClasses.Count];
        foreach (var row in rows)
        {
            var votes = row.Distribution();
            for (var c = 0; c < mean.Length; c++) { mean[c] += votes[c]; }
        }
        for (var c = 0; c < mean.Length; c++) { mean[c] /= rows.Count; }
        return mean;
    }

    private static double ManyShare(IReadOnlyList<RecordingRow> rows) => rows.Count(row => row.VoteCount >= LabelCheck.ManyVotes) / (double)rows.Count;
}
