using System.Diagnostics;
using Hms.Tests.Support;
using Hms.Tests.Tuning.Running.Workers;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running;

/// <summary>A process that is killed in mid-trial, and the study it leaves.</summary>
public sealed class KilledSweepTests : IDisposable
{
    private const int Trials = 30;
    private const int Epochs = 4;

    private static readonly SweepOptions Options = new()
    {
        StudyName = "killed",
        Space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("c", new CategoricalDistribution("a", "b"))),
        Trials = Trials,
        Seed = 11,
        ExistingStudy = ExistingStudy.Resume,
    };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_KilledInMidTrialThenResumed_EqualsTheUninterruptedRun()
    {
        var token = TestContext.Current.CancellationToken;
        var expected = await Run(new InMemoryStudyStorage(), null, token);
        var path = _folder["study.db"];
        foreach (var killAt in new[] { 4, 17, 17, 29 }) { await RunChildAsync(path, killAt, token); }
        using (var storage = SqliteStudyStorage.Open(path))
        {
            var left = storage.ReadTrials(1);
            Assert.Equal((30, TrialState.Running, 1, 2), (left.Count, left[29].State, left[29].Attempt, left[29].IntermediateValues.Count));
            Assert.Equal(3, left[17].Attempt);
        }
        var resumed = await Run(SqliteStudyStorage.Open(path), null, token);
        Assert.Equal(SweepRunnerTests.Table(expected.Trials), SweepRunnerTests.Table(resumed.Trials));
        Assert.Equal(expected.Trials.SelectMany(x => x.IntermediateValues), resumed.Trials.SelectMany(x => x.IntermediateValues));
        Assert.Equal(expected.Best!.Number, resumed.Best!.Number);
        Assert.Equal((2, 3, 2), (resumed.Trials[4].Attempt, resumed.Trials[17].Attempt, resumed.Trials[29].Attempt));
        Assert.Contains(expected.Trials, x => x.State == TrialState.Pruned);
    }

    /// <summary>The child: it runs the sweep until it kills itself in mid-trial.</summary>
    internal static int RunChild(string path, int killAt)
    {
        Run(SqliteStudyStorage.Open(path), killAt, CancellationToken.None).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task<SweepResult> Run(IStudyStorage storage, int? killAt, CancellationToken token)
    {
        using (storage)
        {
            return await new SweepRunner(Options, storage, new TpeTuner(), new MedianPruner(startupTrials: 5, warmupSteps: 1)).RunAsync(
                new FunctionRunner((settings, reporter) =>
                {
                    var value = Math.Abs(settings.Parameters.GetDouble("x") - 0.3) + (settings.Parameters.GetString("c") == "a" ? 0 : 0.2);
                    for (var epoch = 0; epoch < Epochs; epoch++)
                    {
                        if (epoch == 2 && settings.TrialId == killAt) { Process.GetCurrentProcess().Kill(); }
                        if (reporter.Report(epoch, value + 1.0 / (epoch + 1)) == PruningDecision.Prune && settings.TrialId != killAt) { return TrialResult.Pruned(); }
                    }
                    return TrialResult.Completed(value);
                }),
                token);
        }
    }

    private static async Task RunChildAsync(string path, int killAt, CancellationToken token)
    {
        var start = TestWorkers.Start($"killed|{path}|{killAt}");
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync(token);
        await child.WaitForExitAsync(token);
        Assert.True(child.ExitCode == 128 + 9, $"The child ended with {child.ExitCode}: {output}");
    }
}
