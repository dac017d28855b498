using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Makes a drawn SVG part of a page: colours become the page's own, so that it is light or dark as the page is; what a browser does not need goes.</summary>
internal static partial class SvgForPage
{
    private const string FontFamily = "DejaVu Sans, Verdana, system-ui, sans-serif";
    private const double DigitWidth = 0.6; // of the font size; DejaVu Sans and Verdana have 0.636

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Dictionary<string, string> Colours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["black"] = "var(--ink)", ["#010101"] = "var(--ink)", ["white"] = "var(--paper)", ["#999999"] = "var(--faint)", ["#666666"] = "var(--faint)",
        ["#0072B2"] = "var(--c1)", ["#E69F00"] = "var(--c2)", ["#009E73"] = "var(--c3)", ["#D55E00"] = "var(--c4)", ["#CC79A7"] = "var(--c5)", ["#56B4E9"] = "var(--c6)",
    };

    /// <summary>The markup.</summary>
    /// <param name="picture">As drawn, on white.</param>
    /// <param name="prefix">Begins every id, and differs from figure to figure of a page.</param>
    /// <param name="alt">What is to be seen.</param>
    public static string Markup(DrawnPicture picture, string prefix, string alt)
    {
        using var stream = new MemoryStream(picture.Svg);
        var root = XDocument.Load(stream).Root!;
        foreach (var sheet in root.Elements(Svg + "rect").Where(x => x.Attribute("x") is null && (string?)x.Attribute("width") == (string?)root.Attribute("width")).ToList()) { sheet.Remove(); }
        foreach (var element in root.Descendants().ToList()) { Adapt(element, prefix); }
        var inner = new StringBuilder();
        foreach (var node in root.Elements()) { inner.Append(node.ToString(SaveOptions.DisableFormatting).Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal)); }
        return $"<svg viewBox=\"0 0 {picture.Width} {picture.Height}\" width=\"{picture.Width}\" height=\"{picture.Height}\" role=\"img\" aria-label=\"{HtmlText.Escape(alt)}\" font-family=\"{FontFamily}\" fill=\"var(--ink)\">{inner}</svg>";
    }

    private static void Adapt(XElement element, string prefix)
    {
        foreach (var attribute in element.Attributes().ToList())
        {
            switch (attribute.Name.LocalName)
            {
                case "fill" or "stroke" when Colours.TryGetValue(attribute.Value, out var colour): attribute.Value = colour; break;
                case "id": attribute.Value = prefix + attribute.Value; break;
                case "clip-path": attribute.Value = attribute.Value.Replace("url(#", "url(#" + prefix, StringComparison.Ordinal); break;
                case "stroke-miterlimit" or "font-family": attribute.Remove(); break;
                case "d" or "transform" or "width" or "height" or "cx" or "cy" or "rx" or "ry" or "x" or "y" or "fill-opacity" or "stroke-opacity" or "stroke-width": attribute.Value = Numbers().Replace(attribute.Value, Rounded); break;
            }
        }
        if (element.Name == Svg + "text") { Gather(element); }
    }

    /// <summary>Letters that were set one by one become one word about its middle, which any typeface can set.</summary>
    private static void Gather(XElement text)
    {
        var word = text.Value.Trim();
        double[] x = Positions(text, "x"), y = Positions(text, "y");
        var size = double.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture);
        if (x.Length == 0) { return; }
        var last = x.Length > 1 ? (x[^1] - x[0]) / (x.Length - 1) : DigitWidth * size;
        text.SetAttributeValue("x", Short((x[0] + x[^1] + last) / 2));
        text.SetAttributeValue("y", Short(y.Length > 0 ? y[0] : 0));
        text.SetAttributeValue("text-anchor", "middle");
        text.Value = word;
    }

    private static double[] Positions(XElement text, string name) =>
        [.. (((string?)text.Attribute(name)) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => double.Parse(part, CultureInfo.InvariantCulture))];

    private static string Rounded(Match number) => Short(double.Parse(number.Value, CultureInfo.InvariantCulture));

    private static string Short(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d+\.\d{2,}(?:[eE][-+]?\d+)?")]
    private static partial Regex Numbers();
}
