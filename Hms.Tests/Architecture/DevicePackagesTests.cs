using System.Diagnostics;
using System.Text.Json;
using Hms.Tests.Support;

namespace Hms.Tests.Architecture;

/// <summary>One property of the build decides which native libraries a program gets.</summary>
public sealed class DevicePackagesTests
{
    [Theory]
    [InlineData("Hms.Experiments/Hms.Experiments.csproj")]
    [InlineData("Hms.Benchmarks/Hms.Benchmarks.csproj")]
    [InlineData("Hms.Tests/Hms.Tests.csproj")]
    public void Program_BuiltForCuda_GetsCudaPackagesAndNoneForTheCpu(string project)
    {
        var cuda = Packages(project, "cuda");
        var system = OperatingSystem.IsWindows() ? "windows" : "linux";
        Assert.Contains($"TorchSharp-cuda-{system}", cuda);
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", cuda);
        Assert.DoesNotContain(cuda, package => package is "TorchSharp-cpu" or "Microsoft.ML.OnnxRuntime");

        var cpu = Packages(project, "cpu");
        Assert.Contains("TorchSharp-cpu", cpu);
        Assert.Contains("Microsoft.ML.OnnxRuntime", cpu);
        Assert.DoesNotContain(cpu, package => package.Contains("cuda", StringComparison.OrdinalIgnoreCase) || package.EndsWith(".Gpu", StringComparison.Ordinal));
        Assert.Equal(cpu.Count, cuda.Count);
    }

    [Fact]
    public void ScoringProgram_BuiltForCuda_GetsTheRuntimeButNoLibtorch()
    {
        var packages = Packages("samples/ScoreWithoutTorch/ScoreWithoutTorch.csproj", "cuda");
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", packages);
        Assert.DoesNotContain(packages, package => package == "Microsoft.ML.OnnxRuntime" || package.StartsWith("TorchSharp", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Packages(string project, string device)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "-getItem:PackageReference", $"-p:HmsDevice={device}", Path.Combine(Repository.Root, project)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, answer);
        return [.. JsonDocument.Parse(answer).RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
