using System.Globalization;
using System.Net;
using System.Text;
using Hms.Data;
using Hms.Data.Checks;
using Hms.Data.Files;

namespace Hms.Experiments.Reporting;

/// <summary>A check of a data set as one HTML file: no script, nothing loaded from elsewhere, light or dark as the reader's system is.</summary>
internal static class DataCheckPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --faint: #5b6570; --paper: #fff; --line: #d5dae0; --band: #f4f6f8; --error: #b3261e; --warning: #8a5a00; --info: #2c5d9b; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --faint: #a2abb5; --paper: #14171a; --line: #3a4149; --band: #1d2125; --error: #ff8a80; --warning: #f2c063; --info: #8fbcf0; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .3rem; }
        .place { font-family: ui-monospace, monospace; overflow-wrap: anywhere; } .faint { color: var(--faint); }
        .error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--line); }
        thead th { background: var(--band); } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        """;

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="path">Target; an existing file is replaced.</param>
    /// <param name="report">What was found.</param>
    public static void Write(string path, DataCheckReport report)
    {
        var text = Format(report);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The page.</summary>
    public static string Format(DataCheckReport report)
    {
        var page = new StringBuilder();
        page.Append($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Check of {Text(report.Root)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        page.Append($"<h1>Check of a data set</h1>\n<p class=\"place faint\">{Text(report.Root)}</p>\n<p>{Verdict(report)}</p>\n");
        AppendSummary(page, report);
        AppendKinds(page, report);
        if (report.Folds.Count > 0) { AppendFolds(page, report); }
        if (report.Channels.Count > 0) { AppendChannels(page, report); }
        AppendFindings(page, report);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Verdict(DataCheckReport report)
    {
        return report.Findings.Count == 0 ? "Nothing odd found." : $"{Count(report.Errors, "error")}, {Count(report.Warnings, "warning")}. {(report.HasErrors ? "Reading the set fails somewhere." : "The set can be read.")}";
    }

    private static string Count(int count, string severity) => count == 0 ? $"0 {severity}s" : $"<strong class=\"{severity}\">{N(count)} {severity}s</strong>";

    private static void AppendSummary(StringBuilder page, DataCheckReport report)
    {
        List<string[]> rows =
        [
            ["label rows", N(report.LabelRows)], ["of them with 10 votes or more", N(report.RowsWithManyVotes)], ["test rows", N(report.TestRows)], ["patients", N(report.Patients)],
            ["EEGs read", $"{N(report.ReadableEegs)} of {N(report.Eegs)}"], ["spectrograms read", $"{N(report.ReadableSpectrograms)} of {N(report.Spectrograms)}"],
            ["missing EEG samples", Share(report.EegNaNShare, 2)], ["missing spectrogram cells", Share(report.SpectrogramNaNShare, 2)],
        ];
        if (report.AmplitudeMicrovolts is { } size) { rows.Add(["size of the EEGs between neighbouring channels (median; smallest to largest)", FormattableString.Invariant($"{size.Median:G3} uV; {size.Smallest:G3} to {size.Largest:G3}")]); }
        rows.AddRange(report.MeanVotes.Select((share, c) => (string[])[$"mean vote for {VoteClasses.Names[c]}", Share(share, 1)]));
        AppendTable(page, "What it holds", ["", "#"], rows);
    }

    private static void AppendKinds(StringBuilder page, DataCheckReport report)
    {
        var severities = report.Findings.GroupBy(finding => finding.Code).ToDictionary(kind => kind.Key, kind => kind.Max(finding => finding.Severity));
        AppendTable(page, "Kinds of findings", ["kind", "", "#findings"],
            [.. report.Counts.OrderByDescending(pair => severities[pair.Key]).Select(pair => (string[])[$"<a href=\"#{pair.Key}\" class=\"{Class(severities[pair.Key])}\">{pair.Key}</a>", Text(FindingKinds.Title(pair.Key)), N(pair.Value)])]);
    }

    private static void AppendFolds(StringBuilder page, DataCheckReport report) => AppendTable(
        page, $"Folds: {Text(report.FoldSource!)}", ["#fold", "#EEGs", "#patients", .. VoteClasses.Names.Select(name => "#" + name), "#10 votes or more", "#class shift"],
        [.. report.Folds.Select(fold => (string[])[N(fold.Fold), N(fold.Eegs), N(fold.Patients), .. fold.MeanVotes.Select(share => Share(share, 1)), Share(fold.ManyVotesShare, 1), fold.ClassShift.ToString("F3", CultureInfo.InvariantCulture)])],
        FormattableString.Invariant($"Class shift is the total variation distance between the fold's mean votes and those of the others: 0 is alike, 1 nothing in common. In 95 of 100 random splits of these patients the largest is {report.ClassShiftByChance:F3} or less."));

    private static void AppendChannels(StringBuilder page, DataCheckReport report) => AppendTable(
        page, "Channels", ["channel", "#missing samples", "#files in which it is dead"], [.. report.Channels.Select(channel => (string[])[Text(channel.Name), Share(channel.NaNShare, 3), N(channel.DeadFiles)])]);

    private static void AppendFindings(StringBuilder page, DataCheckReport report)
    {
        foreach (var severity in report.Findings.GroupBy(finding => finding.Severity))
        {
            page.Append($"<h2 class=\"{Class(severity.Key)}\">{severity.Key switch { FindingSeverity.Error => "Errors", FindingSeverity.Warning => "Warnings", _ => "Worth knowing" }}</h2>\n");
            foreach (var kind in severity.GroupBy(finding => finding.Code))
            {
                page.Append($"<h3 id=\"{kind.Key}\">{Text(FindingKinds.Title(kind.Key))} <span class=\"faint\">({kind.Key}, {N(report.Counts[kind.Key])})</span></h3>\n");
                AppendTable(page, null, ["file", "#row", "column", "finding"],
                    [.. kind.Select(finding => (string[])[$"<span class=\"place\">{Text(finding.File ?? "")}</span>", finding.Row is { } row ? N(row) : "", Text(finding.Column ?? ""), Text(finding.Message)])]);
            }
        }
    }

    /// <summary>A table; a heading that begins with # is over numbers. Cells are HTML.</summary>
    private static void AppendTable(StringBuilder page, string? title, string[] headings, IReadOnlyList<string[]> rows, string? note = null)
    {
        if (rows.Count == 0) { return; }
        if (title is not null) { page.Append($"<h2>{title}</h2>\n"); }
        if (note is not null) { page.Append($"<p class=\"faint\">{Text(note)}</p>\n"); }
        page.Append("<div class=\"wide\"><table>\n<thead><tr>");
        foreach (var heading in headings) { page.Append($"<th{Number(heading)}>{Text(heading.TrimStart('#'))}</th>"); }
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            page.Append("<tr>");
            for (var c = 0; c < row.Length; c++) { page.Append($"<td{Number(headings[c])}>{row[c]}</td>"); }
            page.Append("</tr>\n");
        }
        page.Append("</tbody>\n</table></div>\n");
    }

    private static string Number(string heading) => heading.StartsWith('#') ? " class=\"number\"" : "";

    private static string Class(FindingSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double share, int digits) => (100 * share).ToString("F" + digits, CultureInfo.InvariantCulture) + " %";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
