using System.Net;
using System.Text;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>The parts of HTML that all pages share: the frame, escaped text, tables.</summary>
internal static class HtmlText
{
    /// <summary>Forbids a page to ask anything of anyone: only its own style and pictures within it.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    /// <summary>A text as HTML, also within a quoted attribute.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Begins a page.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="title">Title of the window.</param>
    /// <param name="style">Style sheet.</param>
    public static void Begin(StringBuilder page, string title, string style) => page.Append(
        $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Escape(title)}</title>\n<style>\n{style}\n</style>\n</head>\n<body>\n");

    /// <summary>Ends a page.</summary>
    public static void End(StringBuilder page) => page.Append("</body>\n</html>\n");

    /// <summary>Appends a table; a heading that begins with # is over numbers. Cells are HTML.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="headings">Headings, plain.</param>
    /// <param name="rows">Cells, as many a row as there are headings.</param>
    public static void AppendTable(StringBuilder page, string[] headings, IEnumerable<string[]> rows)
    {
        page.Append("<div class=\"wide\"><table>\n<thead><tr>");
        foreach (var heading in headings) { page.Append($"<th{Number(heading)}>{Escape(heading.TrimStart('#'))}</th>"); }
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
}
