using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Running;

/// <summary>What makes a comparison of runs less than it seems.</summary>
internal static class ComparisonWarnings
{
    /// <summary>Of fewer patients, standard errors and intervals are themselves uncertain.</summary>
    private const int FewPatients = 20;

    /// <summary>From so many differences on, one that is due to chance is likely enough to be mentioned.</summary>
    private const int ManyDifferences = 3;

    /// <summary>The warnings, as sentences.</summary>
    /// <param name="runs">The runs; the first is the one that the others are compared with.</param>
    /// <param name="differences">Every other run beside the first.</param>
    public static IEnumerable<string> Of(IReadOnlyList<ComparedRun> runs, IReadOnlyList<PairedComparison> differences)
    {
        var first = runs[0];
        foreach (var (run, difference) in runs.Skip(1).Zip(differences))
        {
            if (run.DataHash != first.DataHash) { yield return $"{run.Name} read other recordings than {first.Name} (data hash {Short(run.DataHash)}, {Short(first.DataHash)}): other files of one data set, or other data; only ids, patients{(SameUnit(first, run) ? " and votes" : "")} of the common rows were seen to agree."; }
            if (run.Scale != first.Scale) { yield return $"{run.Name} was run at scale {run.Scale}, {first.Name} at {first.Scale}: they differ in more than their experiments say."; }
            var moved = MovedPatients(first, run);
            if (moved > 0) { yield return $"{moved} patients are held out in other folds in {run.Name} than in {first.Name}: the two were trained on different patients, which adds to the difference."; }
            if (difference.LeftOutRows > 0) { yield return $"{difference.LeftOutRows} rows that only one of {first.Name} and {run.Name} predicts are not compared."; }
            if (difference.Gain.Groups < FewPatients) { yield return $"{first.Name} and {run.Name} have {difference.Gain.Groups} patients in common: of fewer than {FewPatients}, standard errors and intervals are themselves uncertain."; }
        }
        foreach (var warning in runs.SelectMany(OfOne)) { yield return warning; }
        if (differences.Count >= ManyDifferences) { yield return $"{differences.Count} differences are judged, each at 95 %: among equal models, about {Percent(1 - Math.Pow(0.95, differences.Count))} of such comparisons would tell at least one apart by chance."; }
        if (runs.Any(run => run.Source.Record.SyntheticFloorKl is not null)) { yield return "Synthetic data: no clinical evidence."; }
    }

    private static IEnumerable<string> OfOne(ComparedRun run)
    {
        var record = run.Source.Record;
        if (record.Rows.Leak is { } leak) { yield return $"{run.Name} LEAKS: {leak}"; }
        if (record.KeepsBestEpoch) { yield return $"{run.Name} is optimistic: each fold's epoch was chosen on the rows it is judged on (training.keep \"best\")."; }
        if (record.Kind == "sweep" && record.Trials > 1) { yield return $"{run.Name} is optimistic: its trial was chosen among those of a sweep by these rows."; }
        if (record.Ensemble?.SweepWinners is { Count: > 0 } winners) { yield return $"{run.Name} is optimistic: the trial of its member{(winners.Count == 1 ? "" : "s")} {string.Join(", ", winners)} was chosen among those of a sweep by these rows."; }
    }

    /// <summary>Patients that the two hold out in folds of different numbers.</summary>
    private static int MovedPatients(ComparedRun first, ComparedRun other)
    {
        if (first.Source.Record.Rows.FoldsSha256 is { } folds && folds == other.Source.Record.Rows.FoldsSha256) { return 0; }
        var fold = first.Source.Predictions.GroupBy(p => p.PatientId).ToDictionary(p => p.Key, p => p.First().Fold);
        return other.Source.Predictions.GroupBy(p => p.PatientId).Count(p => fold.TryGetValue(p.Key, out var held) && held != p.First().Fold);
    }

    private static bool SameUnit(ComparedRun first, ComparedRun other) => first.Source.Unit == other.Source.Unit;

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:0} %");

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
