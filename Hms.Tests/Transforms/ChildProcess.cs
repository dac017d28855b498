using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Hms.Tests.Transforms;

/// <summary>Runs a static method of <see cref="HmsModelTests"/> in a fresh process of this test program, before any test framework starts there.</summary>
internal static class ChildProcess
{
    private const string Variable = "HMS_TEST_CHILD";

    public static void Run(string method, params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }
        start.Environment[Variable] = string.Join('\n', arguments.Prepend(method));
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The child process ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
    }

    [ModuleInitializer]
    internal static void RunAsChild()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } call) { return; }
        var parts = call.Split('\n');
        if (parts[0] == nameof(HmsModelTests.ChildScores)) { HmsModelTests.ChildScores(parts[1], parts[2]); }
        if (parts[0] == nameof(StepContractTests.ChildTransforms)) { StepContractTests.ChildTransforms(parts[1]); }
        Environment.Exit(0);
    }
}
