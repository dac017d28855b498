using System.Globalization;
using System.Text;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>A report as one HTML file: no script, nothing loaded from elsewhere.</summary>
internal static class HtmlReport
{
    private const double BarsRem = 10; // names of the classes, and room for the bars
    private const double NumberRem = 4.2;

    /// <summary>The page.</summary>
    public static string Format(ReportPage report)
    {
        var page = new StringBuilder();
        HtmlText.Begin(page, report.Title, PageStyle.Common + "\n" + PageStyle.Report);
        page.Append($"<main>\n<h1>{T(report.Title)}</h1>\n");
        if (report.About.Length > 0) { page.Append($"<p>{T(report.About)}</p>\n"); }
        var figures = 0;
        Append(page, report.Blocks, ref figures);
        page.Append("</main>\n");
        HtmlText.End(page);
        return page.ToString();
    }

    private static void Append(StringBuilder page, IReadOnlyList<PageBlock> blocks, ref int figures)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case SectionBlock section:
                    page.Append($"<h{section.Level}>{T(section.Title)}</h{section.Level}>\n");
                    Append(page, section.Blocks, ref figures);
                    break;
                case CollapsedBlock collapsed:
                    page.Append($"<details>\n<summary>{T(collapsed.Summary)}</summary>\n");
                    Append(page, collapsed.Blocks, ref figures);
                    page.Append("</details>\n");
                    break;
                case FigureGridBlock grid:
                    page.Append("<div class=\"grid\">\n");
                    foreach (var figure in grid.Figures) { AppendFigure(page, figure, ++figures, "grown"); }
                    page.Append("</div>\n");
                    break;
                case FigureBlock figure: AppendFigure(page, figure, ++figures, "full"); break;
                case WindowBlock window: AppendWindow(page, window, ref figures); break;
                case TableBlock table: AppendTable(page, table); break;
                case WarningBlock warning: AppendWarning(page, warning); break;
                case KeyFiguresBlock key: AppendKeyFigures(page, key); break;
                case ParagraphBlock paragraph: page.Append($"<p>{T(paragraph.Text)}</p>\n"); break;
                case CodeBlock code: page.Append($"<pre>{T(code.Text)}</pre>\n"); break;
                default: throw new NotSupportedException($"A page cannot show {block.GetType().Name}.");
            }
        }
    }

    private static void AppendWarning(StringBuilder page, WarningBlock warning)
    {
        page.Append($"<div class=\"box\" role=\"note\">\n<h2 class=\"warning\">{T(warning.Title)}</h2>\n<ul>\n");
        foreach (var sentence in warning.Sentences) { page.Append($"<li>{T(sentence)}</li>\n"); }
        page.Append("</ul>\n</div>\n");
    }

    private static void AppendKeyFigures(StringBuilder page, KeyFiguresBlock key)
    {
        page.Append($"<dl class=\"key\" aria-label=\"{T(key.Caption)}\">\n");
        foreach (var figure in key.Figures)
        {
            page.Append($"<div><dt>{T(figure.Name)}</dt><dd class=\"value\">{T(figure.Value)}</dd>");
            if (figure.Note.Length > 0) { page.Append($"<dd class=\"more\">{T(figure.Note)}</dd>"); }
            page.Append("</div>\n");
        }
        page.Append("</dl>\n");
    }

    private static void AppendTable(StringBuilder page, TableBlock table)
    {
        page.Append($"<div class=\"wide\"><table>\n<caption>{T(table.Caption)}</caption>\n<thead><tr>");
        foreach (var column in table.Columns) { page.Append($"<th scope=\"col\"{Class(column.Kind)}>{T(column.Name)}</th>"); }
        page.Append("</tr></thead>\n<tbody>\n");
        for (var r = 0; r < table.Rows.Count; r++)
        {
            page.Append("<tr>");
            for (var c = 0; c < table.Columns.Count; c++)
            {
                var (kind, text) = (table.Columns[c].Kind, T(table.Rows[r][c]));
                var shade = table.Shades?[r][c];
                if (c == 0) { page.Append($"<th scope=\"row\"{Class(kind)}>{text}</th>"); }
                else if (shade is { } s) { page.Append(string.Create(CultureInfo.InvariantCulture, $"<td class=\"number shade\" style=\"--s:{s:0.##}\">{text}</td>")); }
                else { page.Append($"<td{Class(kind)}>{text}</td>"); }
            }
            page.Append("</tr>\n");
        }
        page.Append("</tbody>\n</table></div>\n");
        if (table.Note.Length > 0) { page.Append($"<p class=\"note\">{T(table.Note)}</p>\n"); }
    }

    private static void AppendWindow(StringBuilder page, WindowBlock window, ref int figures)
    {
        page.Append($"<article class=\"window\">\n<h3>{T(window.Title)}</h3>\n<div class=\"grid\">\n");
        foreach (var figure in window.Figures.Take(1)) { AppendFigure(page, figure, ++figures, "traces"); }
        page.Append("<div class=\"wide\">");
        AppendBars(page, window);
        page.Append("</div>\n");
        foreach (var figure in window.Figures.Skip(1)) { AppendFigure(page, figure, ++figures, "grown"); }
        page.Append("</div>\n");
        if (window.Note.Length > 0) { page.Append($"<p class=\"note\">{T(window.Note)}</p>\n"); }
        page.Append("</article>\n");
    }

    private static void AppendBars(StringBuilder page, WindowBlock window)
    {
        (string Name, IReadOnlyList<float> Values)[] series = [("votes", window.Votes), .. window.Predictions];
        page.Append(string.Create(CultureInfo.InvariantCulture, $"<table class=\"bars\" style=\"min-width:{BarsRem + NumberRem * series.Length:0.#}rem\">\n"));
        page.Append("<caption>Votes beside prediction <span class=\"legend\">");
        for (var s = 0; s < series.Length; s++) { page.Append($"<i class=\"f{s + 1}\"></i>{T(series[s].Name)}"); }
        page.Append("</span></caption>\n<thead><tr><th scope=\"col\">class</th><td class=\"bar\"></td>");
        for (var s = 0; s < series.Length; s++) { page.Append(series.Length > 2 ? $"<th scope=\"col\" class=\"number legend\"><i class=\"f{s + 1}\"></i><span class=\"unseen\">{T(series[s].Name)}</span></th>" : $"<th scope=\"col\" class=\"number\">{T(series[s].Name)}</th>"); }
        page.Append("</tr></thead>\n<tbody>\n");
        for (var c = 0; c < window.Classes.Count; c++)
        {
            page.Append($"<tr><th scope=\"row\">{T(window.Classes[c])}</th><td class=\"bar\" aria-hidden=\"true\">");
            for (var s = 0; s < series.Length; s++) { page.Append(string.Create(CultureInfo.InvariantCulture, $"<span class=\"fill f{s + 1}\" style=\"width:{100 * series[s].Values[c]:0.#}%\"></span>")); }
            page.Append("</td>");
            foreach (var (_, values) in series) { page.Append($"<td class=\"number\">{PageText.Percent(values[c])}</td>"); }
            page.Append("</tr>\n");
        }
        page.Append("</tbody>\n</table>");
    }

    private static void AppendFigure(StringBuilder page, FigureBlock figure, int number, string kind)
    {
        page.Append($"<figure class=\"{kind}\">\n<div class=\"{(kind == "grown" ? "fit" : "scroll")}\">");
        switch (figure.Picture)
        {
            case DrawnPicture drawn: page.Append(SvgForPage.Markup(drawn, string.Create(CultureInfo.InvariantCulture, $"p{number}"), figure.Alt)); break;
            case PixelPicture { Dark: { } dark } pixels:
                page.Append($"<picture><source media=\"(prefers-color-scheme: dark) and (not print)\" srcset=\"{Data(dark)}\">{Image(pixels, figure.Alt, "")}</picture>");
                break;
            case PixelPicture pixels: page.Append(Image(pixels, figure.Alt, " class=\"inverted\"")); break;
        }
        page.Append($"</div>\n<figcaption>{T(figure.Caption)}</figcaption>\n</figure>\n");
    }

    private static string Image(PixelPicture picture, string alt, string attributes) =>
        $"<img{attributes} src=\"{Data(picture.Light)}\" width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{T(alt)}\">";

    private static string Data(byte[] webp) => "data:image/webp;base64," + Convert.ToBase64String(webp);

    private static string Class(ColumnKind kind) => kind switch { ColumnKind.Number => " class=\"number\"", ColumnKind.Code => " class=\"place\"", _ => "" };

    private static string T(string text) => HtmlText.Escape(text);
}
