using System.Globalization;
using System.Text;
using Hms.Tests.Support;
using Hms.Training.Networks;

namespace Hms.Tests.Training.Networks;

/// <summary>The table of networks in docs/guide/networks.md is written from the catalogue.</summary>
public sealed class NetworkTableTests
{
    private const string Regenerate = "HMS_WRITE_NETWORKS";
    private const string Begin = "<!-- networks -->";
    private const string End = "<!-- end of networks -->";

    private static readonly string Guide = Path.Combine(Repository.Root, "docs", "guide", "networks.md");

    [Fact]
    public void Guide_TableOfNetworks_IsThatOfTheCatalogue()
    {
        var text = File.ReadAllText(Guide).ReplaceLineEndings("\n");
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(begin > Begin.Length && end > begin, $"{Guide} has no {Begin} ... {End}.");
        var table = $"\n{Table()}";
        if (Environment.GetEnvironmentVariable(Regenerate) == "1") { File.WriteAllText(Guide, text[..begin] + table + text[end..]); }
        else { Assert.True(text[begin..end] == table, $"The table in docs/guide/networks.md is not what the catalogue says. Run the tests once with {Regenerate}=1 to write it, then review the difference."); }
    }

    private static string Table()
    {
        var text = new StringBuilder("| network | reads | parameters | multiply-adds (million) | tensors | first and last key | source |\n|---|---|---|---|---|---|---|\n");
        foreach (var name in NetworkCatalog.Names)
        {
            var isSignal = NetworkCatalog.LayoutOf(name) == NetworkLayout.Signal;
            var summary = NetworkCatalog.Describe(name, isSignal ? NetworkInput.Signal(16, 10000) : new(3, 128, 128), classCount: 6);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{name}` | {(isSignal ? "signal [16, 10000]" : "image [3, 128, 128]")} | {summary.Parameters:N0} | {summary.MultiplyAdds / 1e6:F1} | {summary.Keys} | `{summary.Ends.First}` ... `{summary.Ends.Last}` | {summary.Source} |\n");
        }
        return text.ToString();
    }
}
