using System.Text;
using System.Text.RegularExpressions;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>A report as Markdown (GitHub's): the tables of the HTML page, and its pictures where a folder is named for them.</summary>
internal static partial class MarkdownReport
{
    /// <summary>The text.</summary>
    /// <param name="report">The report.</param>
    /// <param name="pictures">Folder of the pictures, as the text refers to it; null leaves them out.</param>
    public static string Format(ReportPage report, string? pictures)
    {
        var text = new StringBuilder($"# {T(report.Title)}\n\n");
        if (report.About.Length > 0) { text.Append($"{T(report.About)}\n\n"); }
        Append(text, report.Blocks, pictures);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>All figures of a report, those within other parts too.</summary>
    public static IEnumerable<FigureBlock> FiguresOf(IEnumerable<PageBlock> blocks) => blocks.SelectMany(block => block switch
    {
        FigureBlock figure => [figure],
        FigureGridBlock grid => grid.Figures,
        WindowBlock window => window.Figures,
        SectionBlock section => FiguresOf(section.Blocks),
        CollapsedBlock collapsed => FiguresOf(collapsed.Blocks),
        _ => [],
    });

    private static void Append(StringBuilder text, IReadOnlyList<PageBlock> blocks, string? pictures)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case SectionBlock section:
                    text.Append($"{new string('#', section.Level)} {T(section.Title)}\n\n");
                    Append(text, section.Blocks, pictures);
                    break;
                case CollapsedBlock collapsed:
                    text.Append($"<details>\n<summary>{HtmlText.Escape(collapsed.Summary)}</summary>\n\n");
                    Append(text, collapsed.Blocks, pictures);
                    text.Append("</details>\n\n");
                    break;
                case FigureGridBlock grid: foreach (var figure in grid.Figures) { AppendFigure(text, figure, pictures); } break;
                case FigureBlock figure: AppendFigure(text, figure, pictures); break;
                case WindowBlock window: AppendWindow(text, window, pictures); break;
                case TableBlock table: AppendTable(text, table); break;
                case KeyFiguresBlock key:
                    AppendTable(text, new TableBlock(key.Caption, [TableColumn.Words("figure"), TableColumn.Number("value"), TableColumn.Words("note")], [.. key.Figures.Select(x => (string[])[x.Name, x.Value, x.Note])]));
                    break;
                case WarningBlock warning:
                    text.Append($"> **{T(warning.Title)}**\n>\n{string.Concat(warning.Sentences.Select(x => $"> - {T(x)}\n"))}\n");
                    break;
                case ParagraphBlock paragraph: text.Append($"{T(paragraph.Text)}\n\n"); break;
                case CodeBlock code: AppendCode(text, code.Text); break;
                default: throw new NotSupportedException($"Markdown cannot show {block.GetType().Name}.");
            }
        }
    }

    private static void AppendTable(StringBuilder text, TableBlock table)
    {
        text.Append($"{T(table.Caption)}:\n\n| {string.Join(" | ", table.Columns.Select(x => T(x.Name)))} |\n|{string.Concat(table.Columns.Select(x => x.Kind == ColumnKind.Number ? "---:|" : "---|"))}\n");
        foreach (var row in table.Rows) { text.Append($"| {string.Join(" | ", row.Select(T))} |\n"); }
        text.Append('\n');
        if (table.Note.Length > 0) { text.Append($"{T(table.Note)}\n\n"); }
    }

    private static void AppendWindow(StringBuilder text, WindowBlock window, string? pictures)
    {
        text.Append($"### {T(window.Title)}\n\n");
        AppendTable(text, new TableBlock(
            "Votes beside prediction", [TableColumn.Words("class"), TableColumn.Number("votes"), .. window.Predictions.Select(x => TableColumn.Number(x.Name))],
            [.. window.Classes.Select((name, c) => (string[])[name, PageText.Percent(window.Votes[c]), .. window.Predictions.Select(x => PageText.Percent(x.Values[c]))])]));
        foreach (var figure in window.Figures) { AppendFigure(text, figure, pictures); }
        if (window.Note.Length > 0 && pictures is not null) { text.Append($"{T(window.Note)}\n\n"); }
    }

    private static void AppendFigure(StringBuilder text, FigureBlock figure, string? pictures)
    {
        if (pictures is not null) { text.Append($"![{T(figure.Alt)}](<{pictures}/{figure.Name}{figure.Picture.Ending}>)\n\n{T(figure.Caption)}\n\n"); }
    }

    /// <summary>Code between fences that are longer than any within it.</summary>
    private static void AppendCode(StringBuilder text, string code)
    {
        var fence = new string('`', Math.Max(3, 1 + Backticks().Matches(code).Select(x => x.Length).DefaultIfEmpty(0).Max()));
        text.Append($"{fence}\n{code.TrimEnd('\n')}\n{fence}\n\n");
    }

    /// <summary>A text on one line, without a meaning to Markdown or HTML.</summary>
    private static string T(string text) => Special().Replace(text.ReplaceLineEndings(" "), @"\$0");

    [GeneratedRegex(@"[\\`*_\[\]<>|~#&$]")]
    private static partial Regex Special();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
