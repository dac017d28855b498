using System.Xml.Linq;
using Hms.Tests.Support;

namespace Hms.Tests.Architecture;

/// <summary>The dependency rules of ARCHITECTURE.md: one table, held against every project file.</summary>
public sealed class DependencyTableTests
{
    private static readonly string[] EveryRoom = ["Hms.Signal", "Hms.Data", "Hms.Transforms", "Hms.Tuning", "Hms.Training"];

    /// <summary>Project -> what it may reference: projects, packages, native libraries (HmsNatives).</summary>
    private static readonly Dictionary<string, Allowed> Table = new()
    {
        ["Hms.Signal"] = new([], ["System.Numerics.Tensors"], ""),
        ["Hms.Data"] = new(["Hms.Signal"], ["Microsoft.ML", "Parquet.Net", "CsvHelper"], ""),
        ["Hms.Transforms"] = new(["Hms.Signal"], ["Microsoft.ML", "Microsoft.ML.OnnxRuntime.Managed"], ""),
        ["Hms.Tuning"] = new([], ["Microsoft.ML", "Microsoft.Data.Sqlite", "Npgsql", "MathNet.Numerics"], ""),
        ["Hms.Training"] = new(["Hms.Signal", "Hms.Transforms"], ["Microsoft.ML", "LightGBM", "Microsoft.ML.FastTree", "TorchSharp", "Google.Protobuf"], ""),
        ["Hms.Experiments"] = new(EveryRoom, ["System.CommandLine", "Spectre.Console", "ScottPlot", "CsvHelper", "MathNet.Numerics"], "torch"),
        ["Hms.Tests"] = new([.. EveryRoom, "Hms.Experiments", "ScoreWithoutTorch", "DefineByRunStudy", "AutoMLSweep"], ["xunit.v3", "NJsonSchema"], "torch"),
        ["Hms.Benchmarks"] = new([.. EveryRoom, "Hms.Experiments"], ["BenchmarkDotNet"], "torch"),
        ["ScoreWithoutTorch"] = new(["Hms.Transforms", "Hms.Data"], [], "onnx"),
        ["DefineByRunStudy"] = new(["Hms.Tuning"], [], ""),
        ["AutoMLSweep"] = new(["Hms.Tuning"], ["Microsoft.ML.LightGbm", "Microsoft.ML.FastTree"], ""),
    };

    public static TheoryData<string> Projects =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Repository.Root, p)).Where(p => !p.Split('/').Any(part => part is "bin" or "obj" or "artifacts"))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_OnlyWhatTheTableAllows(string projectFile)
    {
        var name = Path.GetFileNameWithoutExtension(projectFile);
        Assert.True(Table.TryGetValue(name, out var allowed), $"{projectFile} is not in the dependency table; add it there and to ARCHITECTURE.md.");
        var project = XDocument.Load(Path.Combine(Repository.Root, projectFile));

        var projects = Includes(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')));
        Assert.Empty(projects.Except(allowed!.Projects));
        Assert.Empty(Includes(project, "PackageReference").Except(allowed.Packages));
        Assert.Equal(allowed.Natives, project.Descendants("HmsNatives").SingleOrDefault()?.Value ?? "");
    }

    [Fact]
    public void Solution_Lists_EveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Hms.sln"));
        Assert.All(Projects, row => Assert.Contains(Path.GetFileName(row.Data), solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Select(e => (string?)e.Attribute("Include")).OfType<string>();

    private sealed record Allowed(string[] Projects, string[] Packages, string Natives);
}
