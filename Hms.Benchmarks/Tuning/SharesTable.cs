using System.Globalization;
using System.Text;
using Hms.Benchmarks.Tuning.Problems;

namespace Hms.Benchmarks.Tuning;

/// <summary>Medians per problem and win shares of one tuner, as Markdown.</summary>
internal static class SharesTable
{
    /// <summary>Writes both tables.</summary>
    /// <param name="rows">Sweeps of one tuner of ours.</param>
    /// <param name="opponents">Recorded sweeps.</param>
    /// <param name="trials">The budget to compare at.</param>
    public static string Write(IReadOnlyList<SweepRow> rows, IReadOnlyList<SweepRow> opponents, int trials)
    {
        var budget = SweepRow.Budgets.ToList().IndexOf(trials);
        var ours = Finals(rows, budget);
        var contests = opponents.GroupBy(x => x.Contestant, StringComparer.Ordinal).OrderBy(x => x.Key, StringComparer.Ordinal)
            .Select(x => (Name: x.Key, Share: WinShare.Of(ours, Finals(x, budget)))).Where(x => x.Share is not null).Select(x => (x.Name, Share: x.Share!)).ToList();
        var text = new StringBuilder();
        Line(text, $"**{rows[0].Contestant}**, {rows.Select(x => x.Seed).Distinct().Count()} seeds, {trials} trials; win share [95 % interval] (problems):");
        text.Append('\n');
        Line(text, "| opponent | win share | problems |");
        Line(text, "|---|---|---|");
        foreach (var (name, share) in contests) { Line(text, $"| {name} | {share.Value:0.000} [{share.Low:0.000}, {share.High:0.000}] | {share.PerProblem.Count} |"); }
        text.Append('\n');
        WriteProblems(text, rows, contests, budget);
        return text.ToString();
    }

    private static void WriteProblems(StringBuilder text, IReadOnlyList<SweepRow> rows, List<(string Name, WinShare Share)> contests, int budget)
    {
        Line(text, $"| problem | median after {string.Join(" / ", SweepRow.Budgets.Take(budget + 1))} [IQR] | {string.Join(" | ", contests.Select(x => x.Name.Replace("Optuna ", "", StringComparison.Ordinal)))} |");
        Line(text, $"|---|---|{string.Concat(contests.Select(_ => "---|"))}");
        foreach (var group in rows.GroupBy(x => x.Problem, StringComparer.Ordinal))
        {
            var medians = Enumerable.Range(0, budget + 1).Select(i => Quantile(group, i, 0.5).ToString("G4", CultureInfo.InvariantCulture));
            var spread = $"[{Quantile(group, budget, 0.25).ToString("G4", CultureInfo.InvariantCulture)}, {Quantile(group, budget, 0.75).ToString("G4", CultureInfo.InvariantCulture)}]";
            var shares = contests.Select(x => x.Share.PerProblem.TryGetValue(group.Key, out var share) ? share.ToString("0.00", CultureInfo.InvariantCulture) : "");
            Line(text, $"| {group.Key} | {string.Join(" / ", medians)} {spread} | {string.Join(" | ", shares)} |");
        }
    }

    private static Dictionary<string, double[]> Finals(IEnumerable<SweepRow> rows, int budget) =>
        rows.GroupBy(x => x.Problem, StringComparer.Ordinal).ToDictionary(x => x.Key, x => x.Select(row => row.Best[budget]).Where(x => !double.IsNaN(x)).ToArray(), StringComparer.Ordinal);

    private static double Quantile(IEnumerable<SweepRow> rows, int budget, double share) => WinShare.Quantile([.. rows.Select(x => x.Best[budget]).Order()], share);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
