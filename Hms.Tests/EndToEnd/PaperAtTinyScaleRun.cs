using Hms.Tests.EndToEnd;
using Hms.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(PaperAtTinyScaleRun))]
[assembly: TestCollectionOrderer(typeof(PaperAtTinyScaleRun.Last))]

namespace Hms.Tests.EndToEnd;

/// <summary><c>hms run --all --scale tiny</c> of experiments.json, in a process that starts before the first test and is waited for after all others: it takes one core for a quarter of an hour.</summary>
public sealed class PaperAtTinyScaleRun : IDisposable
{
    /// <summary>Set to 1, this runs it.</summary>
    public const string Variable = "HMS_TEST_PAPER";

    /// <summary>Name for [Collection] of what waits for it.</summary>
    public const string Waiting = "paper at scale tiny";

    private readonly TempFolder _folder = new();
    private readonly HmsProcess? _process;

    public PaperAtTinyScaleRun()
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1") { return; }
        Environment.SetEnvironmentVariable(Variable, null); // not inherited by the tests' child processes, which are this program again
        _process = HmsProcess.Start("run", Experiments, "--all", "--scale", "tiny", "--out", _folder["out"], "--cache", _folder["cache"]);
    }

    /// <summary>The file that is run.</summary>
    public static string Experiments => Path.Combine(Repository.Root, "experiments.json");

    /// <summary>Waits for the end of the run.</summary>
    /// <returns>Its output folder.</returns>
    public async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        Assert.SkipWhen(_process is null, $"Takes a quarter of an hour; set {Variable} to 1.");
        (await _process.WaitAsync(cancellationToken)).Succeeded();
        return _folder["out"];
    }

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Dispose();
    }

    /// <summary>What waits for the run, apart from all other tests.</summary>
    [CollectionDefinition(Waiting, DisableParallelization = true)]
    public sealed class Alone;

    /// <summary>Puts what waits for the run behind everything else.</summary>
    public sealed class Last : ITestCollectionOrderer
    {
        public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
            where TTestCollection : notnull, ITestCollection => [.. testCollections.OrderBy(x => x.TestCollectionDisplayName == Waiting).ThenBy(x => x.UniqueID, StringComparer.Ordinal)];
    }
}
