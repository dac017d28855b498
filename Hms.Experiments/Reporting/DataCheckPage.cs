using System.Globalization;
using System.Text;
using Hms.Data;
using Hms.Data.Checks;
using Hms.Data.Files;
using Hms.Experiments.Reporting.Pages;

namespace Hms.Experiments.Reporting;

/// <summary>A check of a data set as one HTML file: no script, nothing loaded from elsewhere, light or dark as the reader's system is.</summary>
internal static class DataCheckPage
{
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
        HtmlText.Begin(page, $"Check of {report.Root}", PageStyle.Common);
        page.Append($"<h1>Check of a data set</h1>\n<p class=\"place faint\">{Text(report.Root)}</p>\n<p>{Verdict(report)}</p>\n");
        AppendSummary(page, report);
        AppendKinds(page, report);
        if (report.Folds.Count > 0) { AppendFolds(page, report); }
        if (report.Channels.Count > 0) { AppendChannels(page, report); }
        AppendFindings(page, report);
        HtmlText.End(page);
        return page.ToString();
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
        HtmlText.AppendTable(page, headings, rows);
    }

    private static string Class(FindingSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double share, int digits) => (100 * share).ToString("F" + digits, CultureInfo.InvariantCulture) + " %";

    private static string Text(string text) => HtmlText.Escape(text);
}
