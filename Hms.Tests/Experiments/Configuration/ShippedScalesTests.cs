using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hms.Experiments.Configuration;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Configuration;

/// <summary>A scale makes the shipped experiments smaller in what it names, and in nothing else.</summary>
public sealed class ShippedScalesTests
{
    private static readonly ExperimentsResult Shipped = ExperimentsFile.Load(Path.Combine(Repository.Root, "experiments.json"));

    /// <summary>Path of a resolved experiment, and the largest value that tiny leaves there.</summary>
    private static readonly (string Path, double Most)[] Tiny =
    [
        (@"data\.synthetic\.patients", 24), (@"rows\.atMost", 300), (@"folds\.groupKFold\.count", 2), (@"sweep\.folds", 2), (@"training\.epochs", 2), (@"training\.secondStage\.epochs", 1),
        (@"training\.batchSize", 8), (@"training\.threads", 1), (@"sweep\.trials", 6), (@"transforms\.\d+\.resize\.(height|width)", 96),
    ];

    public static TheoryData<string> Names => [.. Shipped.Experiments.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_Tiny_ChangesWhatItNamesAndNothingElse(string name)
    {
        var full = Leaves(Shipped.Find(name, "full").ToResolvedJson(ResolvedDetail.Values));
        var tiny = Leaves(Shipped.Find(name, "tiny").ToResolvedJson(ResolvedDetail.Values));
        Assert.Equal(full.Keys.Order(), tiny.Keys.Order()); // the same networks, steps, losses and choices, key by key
        foreach (var (path, value) in tiny)
        {
            var limit = Tiny.FirstOrDefault(one => Regex.IsMatch(path, $"^{one.Path}$"));
            if (limit.Path is null || IsLearners(name, path)) { Assert.True(full[path] == value, $"{path} is {full[path]} at full and {value} at tiny"); }
            else if (value != "null") { Assert.True(double.Parse(value) <= limit.Most && (full[path] == "null" || double.Parse(value) <= double.Parse(full[path])), $"{path} is {value}; at most {limit.Most} is wanted"); }
        }
    }

    [Fact]
    public void Find_Tiny_IsTheScaleThatIsDeclared()
    {
        var search = Leaves(Shipped.Find("hyperparameter-search", "tiny").ToResolvedJson(ResolvedDetail.Values));
        Assert.Equal(
            ["24", "7", "300", "2", "2", "2", "8", "1", "6"],
            ((string[])["data.synthetic.patients", "data.synthetic.seed", "rows.atMost", "folds.groupKFold.count", "sweep.folds", "training.epochs", "training.batchSize", "training.threads", "sweep.trials"]).Select(path => search[path]));
        Assert.Equal("96", Leaves(Shipped.Find("magic-formula", "tiny").ToResolvedJson(ResolvedDetail.Values))["transforms.4.resize.height"]);
    }

    [Fact]
    public void CheckScales_ShippedFile_FindsNothing() => Assert.Empty(Shipped.CheckScales());

    /// <summary>Epochs and batches are a network's.</summary>
    private static bool IsLearners(string name, string path) => name == "features-lightgbm" && path is "training.epochs" or "training.batchSize" && Shipped.Experiments[name].SearchParameters.Any(one => one.Name.Contains("learner", StringComparison.Ordinal));

    private static Dictionary<string, string> Leaves(JsonNode? node)
    {
        var leaves = new Dictionary<string, string>();
        Collect(node, "", leaves);
        return leaves;
    }

    private static void Collect(JsonNode? node, string path, Dictionary<string, string> leaves)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } written:
                foreach (var (key, value) in written) { Collect(value, path.Length == 0 ? key : $"{path}.{key}", leaves); }
                break;
            case JsonArray { Count: > 0 } list:
                for (var i = 0; i < list.Count; i++) { Collect(list[i], $"{path}.{i}", leaves); }
                break;
            default:
                leaves[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }
}
