using System.Net;
using System.Text;
using Hms.Data.Files;

namespace Hms.Experiments.Reporting.Paper;

/// <summary>"The paper, row by row" as one HTML file: no script, nothing loaded from elsewhere, light or dark as the reader's system is; on a narrow screen each row of a table is a card.</summary>
internal static class PaperPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --faint: #5b6570; --paper: #fff; --line: #d5dae0; --band: #f4f6f8; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --faint: #a2abb5; --paper: #14171a; --line: #3a4149; --band: #1d2125; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 80rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } p, li { max-width: 50rem; overflow-wrap: anywhere; }
        code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; background: var(--band); padding: .1rem .3rem; } .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .93em; } th, td { text-align: left; vertical-align: top; padding: .3rem .55rem; border-bottom: 1px solid var(--line); }
        thead th { background: var(--band); } td:first-child { font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; } td.short { white-space: nowrap; }
        @media (max-width: 50rem) {
          thead { display: none; } table, tbody, tr, td { display: block; width: auto; } tr { border: 1px solid var(--line); border-radius: .4rem; margin: .7rem 0; padding: .3rem .2rem; }
          td, td.number { display: flex; justify-content: space-between; gap: 1rem; text-align: right; border: 0; white-space: normal; } td:first-child { text-align: left; }
          td::before { content: attr(data-name); color: var(--faint); font-weight: 400; text-align: left; } td:first-child::before { content: none; }
        }
        """;

    private const int ShortLength = 20;

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="path">Target; an existing file is replaced.</param>
    /// <param name="results">What was run.</param>
    public static void Write(string path, PaperResults results)
    {
        var text = Format(results);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The page.</summary>
    public static string Format(PaperResults results)
    {
        var page = new StringBuilder();
        page.Append($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{PaperText.Title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>{PaperText.Title}</h1>\n");
        foreach (var section in PaperText.Sections(results))
        {
            if (section.Heading is { } heading) { page.Append($"<h2>{Text(heading)}</h2>\n"); }
            foreach (var paragraph in section.Paragraphs) { page.Append($"<p>{Text(paragraph)}</p>\n"); }
            if (section.Command is { } command) { page.Append($"<p><code>{Text(command)}</code></p>\n"); }
            if (section.Table is { } table) { Append(page, table); }
            if (section.Notes.Count > 0) { page.Append($"<ul>\n{string.Concat(section.Notes.Select(note => $"<li><strong>{Text(note.Name)}</strong>: {Text(note.Text)}</li>\n"))}</ul>\n"); }
        }
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder page, PaperTable table)
    {
        page.Append("<div class=\"wide\"><table>\n<thead><tr>");
        foreach (var heading in table.Headings) { page.Append($"<th{(IsNumber(heading) ? " class=\"number\"" : "")}>{Text(heading.TrimStart('#'))}</th>"); }
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            page.Append("<tr>");
            for (var c = 0; c < row.Count; c++)
            {
                var classes = (IsNumber(table.Headings[c]) ? "number " : "") + (row[c].Length <= ShortLength ? "short" : "");
                page.Append($"<td class=\"{classes.TrimEnd()}\" data-name=\"{Text(table.Headings[c].TrimStart('#'))}\">{Text(row[c])}</td>");
            }
            page.Append("</tr>\n");
        }
        page.Append("</tbody>\n</table></div>\n");
    }

    private static bool IsNumber(string heading) => heading.StartsWith('#');

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
