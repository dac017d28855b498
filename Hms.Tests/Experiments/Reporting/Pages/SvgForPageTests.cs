using System.Text;
using System.Xml.Linq;
using Hms.Experiments.Reporting.Pages;

namespace Hms.Tests.Experiments.Reporting.Pages;

public sealed class SvgForPageTests
{
    private const string Drawn = """
        <?xml version="1.0" encoding="utf-8" ?>
        <svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">
          <rect fill="white" width="200" height="100"/>
          <clipPath id="cl_1"><rect x="1.23456" y="2" width="10" height="10"/></clipPath>
          <g clip-path="url(#cl_1)"><path fill="none" stroke="#0072B2" stroke-miterlimit="4" d="M1.23456 2.5L30.123456 4"/></g>
          <text font-size="10" font-family="Some Serif" x="10, 16, 22, " y="5, ">a&lt;b</text>
        </svg>
        """;

    [Fact]
    public void Markup_DrawnOnWhite_TakesThePagesColours()
    {
        var markup = SvgForPage.Markup(new DrawnPicture(Encoding.UTF8.GetBytes(Drawn), 200, 100), "p3", "what \"it\" shows");
        var svg = XElement.Parse(markup);
        Assert.Equal("what \"it\" shows", svg.Attribute("aria-label")!.Value);
        Assert.DoesNotContain("white", markup, StringComparison.Ordinal);
        Assert.Equal("p3cl_1", svg.Element("clipPath")!.Attribute("id")!.Value);
        Assert.Equal("url(#p3cl_1)", svg.Element("g")!.Attribute("clip-path")!.Value);
        Assert.Equal(("var(--c1)", "M1.23 2.5L30.12 4"), (svg.Descendants("path").Single().Attribute("stroke")!.Value, svg.Descendants("path").Single().Attribute("d")!.Value));
    }

    /// <summary>Letters at 10, 16 and 22, each 6 wide: the word reaches from 10 to 28.</summary>
    [Fact]
    public void Markup_LettersSetOneByOne_BecomeAWordAboutItsMiddle()
    {
        var text = XElement.Parse(SvgForPage.Markup(new DrawnPicture(Encoding.UTF8.GetBytes(Drawn), 200, 100), "p1", "alt")).Element("text")!;
        Assert.Equal(("a<b", "19", "5", "middle"), (text.Value, text.Attribute("x")!.Value, text.Attribute("y")!.Value, text.Attribute("text-anchor")!.Value));
        Assert.Null(text.Attribute("font-family"));
    }
}
