using System.Globalization;
using Hms.Data;
using Hms.Data.Files;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>What stands above a page of EEG.</summary>
internal static class PageHeading
{
    /// <summary>Three lines: which EEG and when; how it is shown; what the experts said.</summary>
    public static string Of(EegPage page, TraceScale scale)
    {
        var patient = page.Label is { } row ? $", patient {row.PatientId}" : "";
        var times = FormattableString.Invariant($"{page.StartSeconds:0.###} to {page.StartSeconds + page.Seconds:0.###} s of {page.DurationSeconds:0.###} s");
        return $"EEG {page.EegId}{patient}: {times}\n{page.Options.Montage.Name}, {page.Options.FilterText}, {scale.Text.Replace("uV", "µV", StringComparison.Ordinal)}\n{Experts(page)}";
    }

    /// <summary>The votes of a row in words: LPD 6, GPD 9 of 20; consensus GPD.</summary>
    public static string Votes(LabelRow row)
    {
        var votes = Enumerable.Range(0, VoteClasses.Count).Where(i => row.Votes[i] > 0).OrderByDescending(i => row.Votes[i]).Select(i => $"{VoteClasses.Names[i]} {row.Votes[i]}");
        return $"{string.Join(", ", votes)} of {row.VoteCount} vote{(row.VoteCount == 1 ? "" : "s")}; consensus {(row.ExpertConsensus.Length > 0 ? row.ExpertConsensus : "not given")}";
    }

    private static string Experts(EegPage page)
    {
        if (page.Label is not { } row) { return "no votes known"; }
        var offset = row.EegOffsetSeconds.ToString("0.##", CultureInfo.InvariantCulture);
        var shaded = page.Labelled is var (start, end) && end > start && end > page.StartSeconds && start < page.StartSeconds + page.Seconds
            ? start <= page.StartSeconds && end >= page.StartSeconds + page.Seconds ? "all of it labelled" : "labelled part shaded"
            : "labelled part not on this page";
        return $"Window {row.EegSubId} (from {offset} s, {shaded}): {Votes(row)}";
    }
}
