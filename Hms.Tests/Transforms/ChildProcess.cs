using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Hms.Tests.Transforms;

/// <summary>Runs a static method of the tests in a fresh process of this test program, before any test framework starts there.</summary>
internal static class ChildProcess
{
    private const string Variable = "HMS_TEST_CHILD";
    private const string TestVariable = "HMS_TEST_ARGUMENTS";

    /// <summary>Runs a method to its end.</summary>
    public static void Run(string method, params string[] arguments)
    {
        using var process = Start(method, arguments);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The child process ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
    }

    /// <summary>Runs an explicit test (one that an ordinary run leaves out) to its end in a process of its own; unlike <see cref="Run"/> it may use several threads.</summary>
    /// <param name="test">Full name of the method.</param>
    /// <param name="arguments">What <see cref="Arguments"/> gives there.</param>
    public static void RunTest(string test, params string[] arguments)
    {
        using var process = StartTest(test, arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The child process ended with {process.ExitCode}: {output.GetAwaiter().GetResult()}");
    }

    /// <summary>Runs an explicit test until it has written a file, and kills it as a power cut does.</summary>
    /// <param name="test">Full name of the method.</param>
    /// <param name="file">The file: its first argument.</param>
    /// <param name="arguments">Its other arguments.</param>
    public static void RunTestUntilKilled(string test, string file, params string[] arguments)
    {
        using var process = StartTest(test, [file, .. arguments]);
        while (!File.Exists(file))
        {
            Assert.False(process.WaitForExit(20), "The child process ended by itself.");
        }
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>The arguments of an explicit test.</summary>
    public static string[] Arguments() => Environment.GetEnvironmentVariable(TestVariable)?.Split('\n') ?? throw new InvalidOperationException("This test is run by another one only.");

    private static Process StartTest(string test, string[] arguments)
    {
        var start = Program();
        foreach (var word in (string[])["--filter-method", test, "--explicit", "only"]) { start.ArgumentList.Add(word); }
        start.Environment[TestVariable] = string.Join('\n', arguments);
        return Process.Start(start)!;
    }

    private static Process Start(string method, string[] arguments)
    {
        var start = Program();
        start.Environment[Variable] = string.Join('\n', arguments.Prepend(method));
        return Process.Start(start)!;
    }

    private static ProcessStartInfo Program()
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }
        return start;
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
