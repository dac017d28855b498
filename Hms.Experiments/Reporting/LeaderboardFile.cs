using System.Globalization;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Reporting;

/// <summary>leaderboard.csv: one row per trial, best first; the columns that differ between two equal runs (times) come last.</summary>
internal static class LeaderboardFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="rows">Rows in order.</param>
    /// <param name="foldCount">Folds that a trial runs.</param>
    /// <param name="parameters">Names of the search parameters, in the order of the space.</param>
    public static void Write(string path, IReadOnlyList<LeaderboardRow> rows, int foldCount, IReadOnlyList<string> parameters) =>
        CsvFile.Write(path, Header(foldCount, parameters), rows.Select(row => Fields(row, foldCount, parameters)));

    private static IEnumerable<string> Header(int foldCount, IReadOnlyList<string> parameters) =>
    [
        "rank", "trial", "state", "kl", "kl_last_epoch", "kl_best_epoch", .. Enumerable.Range(0, foldCount).Select(fold => $"kl_fold{fold}"),
        "prior_kl", "gain_over_prior", "gain_standard_error", "reports", .. parameters, "error", "started_utc", "seconds",
    ];

    private static IEnumerable<object?> Fields(LeaderboardRow row, int foldCount, IReadOnlyList<string> parameters)
    {
        var trial = row.Trial;
        return
        [
            row.Rank, trial.Number, trial.State.ToString().ToLowerInvariant(), trial.State == TrialState.Complete ? trial.Value : null, row.Result?.LastEpochKl, row.Result?.BestEpochKl,
            .. Enumerable.Range(0, foldCount).Select(fold => row.Result is { } result && fold < result.FoldKl.Count ? (object?)result.FoldKl[fold] : null),
            row.Result?.PriorKl, row.Result?.Gain, row.Result?.GainStandardError, trial.IntermediateValues.Count,
            .. parameters.Select(name => trial.Parameters.TryGet(name, out var assignment) ? assignment.Value : null),
            trial.Failure is { } failure ? $"{failure.Type}: {failure.Message}" : null,
            trial.StartedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), trial.Duration?.TotalSeconds,
        ];
    }
}
