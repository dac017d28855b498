using System.Globalization;
using System.Text;

namespace Hms.Benchmarks.Peers;

/// <summary>The results as a Markdown table, which is also what the console shows.</summary>
internal static class PeerTable
{
    private static readonly string[] Headings =
        ["case", "ours", "theirs", "ratio: median (min-max)", "goal", "met", "error", "allocated", "floor", "ours / floor"];

    public static string Markdown(IReadOnlyList<PeerResult> results)
    {
        var rows = new List<string[]> { Headings };
        rows.AddRange(results.Select(Cells));
        var widths = Enumerable.Range(0, Headings.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        rows.Insert(1, [.. widths.Select(width => new string('-', width))]);
        var text = new StringBuilder();
        foreach (var row in rows) { text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n"); }
        return text.ToString();
    }

    private static string[] Cells(PeerResult result)
    {
        var goal = result.Goal is { } times ? $"{Number(times)}x" : "";
        if (result.Failed is { } failed) { return [result.Name, "FAILED: " + failed, "", "", goal, "", "", "", "", ""]; }
        if (result.Skipped is { } skipped) { return [result.Name, "skipped: " + skipped, "", "", goal, "", "", "", "", ""]; }
        return
        [
            result.Name, Milliseconds(result.OursMs), Milliseconds(result.TheirsMs), $"{Number(result.Ratio)}x ({Number(result.Ratios.Min())}-{Number(result.Ratios.Max())})", goal,
            result.Met switch { true => "yes", false => "NO", null => "" }, result.Error.ToString("0.0e-0", CultureInfo.InvariantCulture), $"{result.AllocatedBytes} B",
            $"{Milliseconds(result.FloorMs)} ({Number(result.Flops / 1e6)} Mflop, {Number(result.Bytes / 1e6)} MB)", $"{Number(result.OursMs / result.FloorMs)}x",
        ];
    }

    private static string Milliseconds(double ms) => Number(ms) + " ms";

    /// <summary>Three figures, as few as say it.</summary>
    private static string Number(double value)
    {
        if (value == 0 || !double.IsFinite(value)) { return value.ToString(CultureInfo.InvariantCulture); }
        var digits = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return Math.Round(value, digits).ToString("0.######", CultureInfo.InvariantCulture);
    }
}
