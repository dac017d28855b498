using System.Diagnostics;
using Hms.Tests.Support;

namespace Hms.Tests.Tuning.AutoML;

/// <summary>The sample programs of the sweep engine, each run as a process of its own.</summary>
public sealed class SampleProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DefineByRunStudy_RunTwice_GoesOnWhereItStopped()
    {
        var first = await RunAsync("DefineByRunStudy", _folder["study.db"], "12");
        Assert.Contains("12 trials (0 from before)", first, StringComparison.Ordinal);
        var second = await RunAsync("DefineByRunStudy", _folder["study.db"], "30");
        Assert.Contains("30 trials (12 from before)", second, StringComparison.Ordinal);
        Assert.Contains("best: trial ", second, StringComparison.Ordinal);
        var whole = await RunAsync("DefineByRunStudy", _folder["whole.db"], "30");
        Assert.Equal(second.Replace("12 from before", "0 from before", StringComparison.Ordinal), whole);
    }

    [Fact]
    public async Task AutoMLSweep_NewFile_IsMadeSearchedAndTheModelSaved()
    {
        var output = await RunAsync("AutoMLSweep", _folder["data.csv"], "5", _folder["model.zip"]);
        Assert.Contains("5 trials over 5 folds grouped by Patient", output, StringComparison.Ordinal);
        Assert.Contains("AreaUnderRocCurve 0.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", output, StringComparison.Ordinal);
        Assert.True(new FileInfo(_folder["model.zip"]).Length > 1000);
        Assert.Equal(601, File.ReadLines(_folder["data.csv"]).Count());
    }

    private static async Task<string> RunAsync(string sample, params string[] arguments)
    {
        var here = AppContext.BaseDirectory;
        var program = Path.Combine(Repository.Root, "samples", sample, here[(here.LastIndexOf("/bin/", StringComparison.Ordinal) + 1)..], $"{sample}.dll");
        Assert.SkipUnless(File.Exists(program), $"{program} is not built; build the whole solution.");
        var stop = TestContext.Current.CancellationToken;
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        process.Start();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        Assert.True(process.ExitCode == 0, $"{sample}: exit code {process.ExitCode}{Environment.NewLine}{await output}{await error}");
        return await output;
    }
}
