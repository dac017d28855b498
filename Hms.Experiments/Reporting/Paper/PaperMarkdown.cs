using System.Text;
using Hms.Data.Files;

namespace Hms.Experiments.Reporting.Paper;

/// <summary>"The paper, row by row" as Markdown, for a repository.</summary>
internal static class PaperMarkdown
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">Target; an existing file is replaced.</param>
    /// <param name="results">What was run.</param>
    public static void Write(string path, PaperResults results)
    {
        var text = Format(results);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The text.</summary>
    public static string Format(PaperResults results)
    {
        var page = new StringBuilder($"# {PaperText.Title}\n");
        foreach (var section in PaperText.Sections(results))
        {
            if (section.Heading is { } heading) { page.Append($"\n## {heading}\n"); }
            foreach (var paragraph in section.Paragraphs) { page.Append($"\n{Escape(paragraph)}\n"); }
            if (section.Command is { } command) { page.Append($"\n```bash\n{command}\n```\n"); }
            if (section.Table is { } table) { Append(page, table); }
            if (section.Notes.Count > 0) { page.Append('\n'); }
            foreach (var (name, text) in section.Notes) { page.Append($"- **{Escape(name)}**: {Escape(text)}\n"); }
        }
        return page.ToString();
    }

    private static void Append(StringBuilder page, PaperTable table)
    {
        page.Append($"\n| {string.Join(" | ", table.Headings.Select(heading => Escape(heading.TrimStart('#'))))} |\n");
        page.Append($"|{string.Join('|', table.Headings.Select(heading => heading.StartsWith('#') ? "---:" : "---"))}|\n");
        foreach (var row in table.Rows) { page.Append($"| {string.Join(" | ", row.Select(Escape))} |\n"); }
    }

    private static string Escape(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
