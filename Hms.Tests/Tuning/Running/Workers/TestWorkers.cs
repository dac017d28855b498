using System.Diagnostics;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Running.Workers;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running.Workers;

/// <summary>The worker processes of the tests: this test program, started with a scenario in its environment.</summary>
internal static class TestWorkers
{
    public const string Variable = "HMS_TEST_WORKER";
    private const int Epochs = 4;

    /// <summary>How long an epoch of the test objective takes: long enough that a process killed at random is mostly killed in mid-trial.</summary>
    private static readonly TimeSpan EpochTime = TimeSpan.FromMilliseconds(8);

    public static SweepOptions Options(SweepOrder order, int workers, int trials) => new()
    {
        StudyName = "pool",
        Space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("c", new CategoricalDistribution("a", "b"))),
        Trials = trials,
        Seed = 17,
        Parallelism = workers,
        Order = order,
        ExistingStudy = ExistingStudy.Resume,
        MaximumAttempts = 1000,
        PollInterval = TimeSpan.FromMilliseconds(20),
    };

    public static ITuner Tuner => new TpeTuner();

    public static IPruner Pruner => new MedianPruner(startupTrials: 5, warmupSteps: 1);

    /// <summary>How to start a worker on a study file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scenario">Which objective: "bowl", "hang" (never ends), "deadly" (trial 3 kills its process), "misfit" (other options), any other: the bowl without the time it takes.</param>
    /// <param name="options">Options that the scenario shares with the parent.</param>
    public static ProcessStartInfo Start(string path, string scenario, SweepOptions options) =>
        Start($"{scenario}|{path}|{options.Order}|{options.Parallelism}|{options.Trials}|{options.MaximumAttempts}");

    /// <summary>How to start this program as a child.</summary>
    /// <param name="setting">Scenario and its settings, see <see cref="Run"/>.</param>
    public static ProcessStartInfo Start(string setting)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Hms.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""))) { UseShellExecute = false };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(TestWorkers).Assembly.Location;
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment[Variable] = setting;
        return start;
    }

    /// <summary>What a child does; returns its exit code.</summary>
    public static int Run(string setting)
    {
        var parts = setting.Split('|');
        if (parts[0] == "killed") { return KilledSweepTests.RunChild(parts[1], Integer(parts[2])); }
        var options = Options(Enum.Parse<SweepOrder>(parts[2]), Integer(parts[3]), Integer(parts[4])) with { MaximumAttempts = Integer(parts[5]) };
        return WorkerProcess.RunAsync(async (assignment, token) =>
        {
            using var storage = SqliteStudyStorage.Open(parts[1]);
            var worker = new SweepWorker(parts[0] == "misfit" ? options with { Seed = 1 } : options, storage, Tuner, Pruner, assignment);
            return await worker.RunAsync(RunnerOf(parts[0]), token);
        }).GetAwaiter().GetResult();
    }

    /// <summary>The objective, with or without the time it takes.</summary>
    public static FunctionRunner RunnerOf(string scenario) => new(async (x, reporter, token) =>
    {
        if (scenario == "deadly" && x.TrialId == 3) { Process.GetCurrentProcess().Kill(); }
        var value = Math.Abs(x.Parameters.GetDouble("x") - 0.3) + (x.Parameters.GetString("c") == "a" ? 0 : 0.2);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            if (scenario == "bowl") { Thread.Sleep(EpochTime); }
            var decision = reporter.Report(epoch, value + 1.0 / (epoch + 1));
            if (scenario == "hang") { await Task.Delay(Timeout.InfiniteTimeSpan, token); }
            if (decision == PruningDecision.Prune) { return TrialResult.Pruned(); }
        }
        return TrialResult.Completed(value);
    });

    private static int Integer(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
