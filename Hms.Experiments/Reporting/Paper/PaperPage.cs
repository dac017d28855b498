using System.Text;
using Hms.Data.Files;
using Hms.Experiments.Reporting.Pages;

namespace Hms.Experiments.Reporting.Paper;

/// <summary>"The paper, row by row" as one HTML file: no script, nothing loaded from elsewhere, light or dark as the reader's system is; on a narrow screen each row of a table is a card.</summary>
internal static class PaperPage
{
    private const string Style = PageStyle.Common + """

        body { max-width: 80rem; } p, li { max-width: 50rem; overflow-wrap: anywhere; }
        code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; background: var(--band); padding: .1rem .3rem; }
        table { font-size: .93em; } tbody td:first-child { font-weight: 600; } td.number, th.number { white-space: normal; } td.short { white-space: nowrap; }
        @media screen and (max-width: 50rem) {
          thead { display: none; } table, tbody, tr, td { display: block; width: auto; } tr { border: 1px solid var(--line); border-radius: .4rem; margin: .7rem 0; padding: .3rem .2rem; }
          td, td.number { display: flex; justify-content: space-between; gap: 1rem; text-align: right; border: 0; white-space: normal; } td:first-child { text-align: left; }
          td::before { content: attr(data-name); color: var(--faint); font-weight: 400; text-align: left; } td:first-child::before { content: none; }
        }
        @media print { body { max-width: none; margin: 0; font-size: 9px; } th, td { padding: .15rem .3rem; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
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
        HtmlText.Begin(page, PaperText.Title, Style);
        page.Append($"<h1>{PaperText.Title}</h1>\n");
        foreach (var section in PaperText.Sections(results))
        {
            if (section.Heading is { } heading) { page.Append($"<h2>{Text(heading)}</h2>\n"); }
            foreach (var paragraph in section.Paragraphs) { page.Append($"<p>{Text(paragraph)}</p>\n"); }
            if (section.Command is { } command) { page.Append($"<p><code>{Text(command)}</code></p>\n"); }
            if (section.Table is { } table) { Append(page, table); }
            if (section.Notes.Count > 0) { page.Append($"<ul>\n{string.Concat(section.Notes.Select(note => $"<li><strong>{Text(note.Name)}</strong>: {Text(note.Text)}</li>\n"))}</ul>\n"); }
        }
        HtmlText.End(page);
        return page.ToString();
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

    private static string Text(string text) => HtmlText.Escape(text);
}
