using System.Globalization;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Splits;
using Hms.Signal.Randomness;

namespace Hms.Data.Checks;

/// <summary>Checks of the folds that a set is trained on: their sizes, leaks, and how much one fold differs from the others.</summary>
internal static class FoldCheck
{
    /// <summary>A class or vote shift above this is named.</summary>
    public const double NamedShift = 0.10;

    private const int UsualFolds = 5;
    private const int RandomSplits = 200;
    private const double ChanceQuantile = 0.95;

    /// <summary>Looks at the folds of a file, or at those that training makes by default.</summary>
    /// <returns>Where the folds come from, each, and the class shift that chance brings; null and none where there are none.</returns>
    public static (string? Source, IReadOnlyList<FoldSummary> Folds, double? Chance) Run(IReadOnlyList<LabelRow> labels, string? foldFile, FindingList findings)
    {
        if (labels.Count == 0) { return (null, [], null); }
        var rows = RowTable.FromLabels(labels, RowUnit.Eeg, VoteAggregation.Sum);
        if (foldFile is not null)
        {
            var (given, byChance) = OfFile(rows, foldFile, findings);
            return (foldFile, given, byChance);
        }
        if (OfDefault(rows, findings) is not { } folds) { return (null, [], null); }
        var (summaries, chance) = Summarize(rows, folds, "train.csv", findings);
        return ("groupKFold", summaries, chance);
    }

    private static (IReadOnlyList<FoldSummary> Folds, double? Chance) OfFile(IReadOnlyList<RecordingRow> rows, string foldFile, FindingList findings)
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
            return ([], null);
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

    private static (IReadOnlyList<FoldSummary> Folds, double? Chance) Summarize(IReadOnlyList<RecordingRow> rows, int[] folds, string file, FindingList findings)
    {
        var numbers = folds.Distinct().Order().ToList();
        if (numbers.Count < 2) { return ([], null); }
        var summaries = numbers.Select(fold => Summarize(fold, [.. rows.Where((_, i) => folds[i] == fold)], [.. rows.Where((_, i) => folds[i] != fold)])).ToList();
        var chance = ChanceOf(rows, [.. folds.Select(fold => numbers.IndexOf(fold))], numbers.Count);
        if (summaries.Count(one => one.ClassShift > NamedShift) is > 0 and var shifted)
        {
            findings.Warning("class-shift", file, $"{shifted} of {summaries.Count} folds have other classes than the rest, the most {Describe(summaries.MaxBy(one => one.ClassShift)!, rows, folds, chance)}");
        }
        if (summaries.Count(one => Math.Abs(one.VoteShift) > NamedShift) is > 0 and var differing)
        {
            var one = summaries.MaxBy(one => Math.Abs(one.VoteShift))!;
            findings.Warning("vote-shift", file, string.Create(CultureInfo.InvariantCulture, $"{differing} of {summaries.Count} folds have more or fewer rows of {LabelCheck.ManyVotes} votes or more than the rest, the most fold {one.Fold}: {one.ManyVotesShare:P0} of its {one.Eegs} EEGs against {one.ManyVotesShare - one.VoteShift:P0} (named above {NamedShift:P0}). Such rows are harder, so KL differs from fold to fold."));
        }
        return (summaries, chance);
    }

    /// <summary>The largest class shift that random splits of the patients into folds of as many patients stay below, in 95 of 100. Patients who are in several folds count in the first.</summary>
    private static double ChanceOf(IReadOnlyList<RecordingRow> rows, int[] folds, int foldCount)
    {
        var patients = rows.Select((row, i) => (Row: row, Fold: folds[i])).GroupBy(pair => pair.Row.PatientId).OrderBy(patient => patient.Key)
            .Select(patient => (Votes: Sum(patient.Select(pair => pair.Row.Distribution())), patient.First().Fold)).ToArray();
        var all = Sum(patients.Select(patient => patient.Votes));
        int[] order = [.. patients.Select(patient => patient.Fold)];
        var random = new HashRandom(SeedHash.OfText("class-shift"));
        var largest = new double[RandomSplits];
        for (var split = 0; split < RandomSplits; split++)
        {
            random.Shuffle(order.AsSpan());
            var sums = Enumerable.Range(0, foldCount).Select(_ => new double[VoteClasses.Count]).ToArray();
            for (var p = 0; p < patients.Length; p++) { Add(sums[order[p]], patients[p].Votes); }
            largest[split] = sums.Max(sum => Shift(sum, [.. all.Zip(sum, (a, b) => a - b)]));
        }
        Array.Sort(largest);
        return largest[(int)(ChanceQuantile * RandomSplits) - 1];
    }

    private static double Shift(double[] votes, double[] others)
    {
        var (total, rest) = (votes.Sum(), others.Sum());
        return total <= 0 || rest <= 0 ? 0 : votes.Zip(others, (a, b) => Math.Abs(a / total - b / rest)).Sum() / 2;
    }

    private static double[] Sum(IEnumerable<double[]> votes)
    {
        var sum = new double[VoteClasses.Count];
        foreach (var one in votes) { Add(sum, one); }
        return sum;
    }

    private static void Add(double[] sum, double[] votes)
    {
        for (var c = 0; c < sum.Length; c++) { sum[c] += votes[c]; }
    }

    private static FoldSummary Summarize(int fold, IReadOnlyList<RecordingRow> rows, IReadOnlyList<RecordingRow> others)
    {
        var (mean, rest) = (MeanVotes(rows), MeanVotes(others));
        var (many, restMany) = (ManyShare(rows), ManyShare(others));
        return new FoldSummary(fold, rows.Count, rows.Select(row => row.PatientId).Distinct().Count(), mean, many, mean.Zip(rest, (a, b) => Math.Abs(a - b)).Sum() / 2, many - restMany);
    }

    private static string Describe(FoldSummary one, IReadOnlyList<RecordingRow> rows, int[] folds, double chance)
    {
        var rest = MeanVotes([.. rows.Where((_, i) => folds[i] != one.Fold)]);
        var most = Enumerable.Range(0, VoteClasses.Count).MaxBy(c => Math.Abs(one.MeanVotes[c] - rest[c]));
        var advice = one.ClassShift <= chance ? "so few patients bring that by chance" : "that is more than chance";
        return string.Create(CultureInfo.InvariantCulture,
            $"fold {one.Fold} ({one.Eegs} EEGs of {one.Patients} patients): {one.ClassShift:0.00} in total variation (named above {NamedShift:0.00}), most in {VoteClasses.Names[most]}: {one.MeanVotes[most]:P0} against {rest[most]:P0}. In 95 of 100 random splits by patient the largest is {chance:0.00} or less: {advice}. stratifiedGroupKFold lessens it.");
    }

    /// <summary>Mean of the rows' vote distributions.</summary>
    public static double[] MeanVotes(IReadOnlyList<RecordingRow> rows)
    {
        var mean = new double[VoteClasses.Count];
        foreach (var row in rows) { Add(mean, row.Distribution()); }
        for (var c = 0; c < mean.Length; c++) { mean[c] /= rows.Count; }
        return mean;
    }

    private static double ManyShare(IReadOnlyList<RecordingRow> rows) => rows.Count(row => row.VoteCount >= LabelCheck.ManyVotes) / (double)rows.Count;
}
