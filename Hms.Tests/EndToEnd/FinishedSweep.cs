using System.Text.Json.Nodes;
using Hms.Tests.EndToEnd;
using Hms.Tests.Support;

[assembly: AssemblyFixture(typeof(FinishedSweep))]

namespace Hms.Tests.EndToEnd;

/// <summary>One finished sweep that several tests look at; it is run when the first of them asks.</summary>
public sealed class FinishedSweep : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _gate = new(1);
    private CommandResult? _result;

    /// <summary>The experiments file.</summary>
    public string File => _folder["experiments.json"];

    /// <summary>The data set.</summary>
    public string Root => _folder["data"];

    /// <summary>The folder of the run.</summary>
    public string Run => _folder["run"];

    /// <summary>The exported winner.</summary>
    public string Winner => Path.Combine(Run, "winner.zip");

    /// <summary>The table of trials.</summary>
    public string Leaderboard => Path.Combine(Run, "leaderboard.csv");

    /// <summary>A path of a file that a test writes.</summary>
    public string Scratch(string name) => _folder[name];

    internal async Task<CommandResult> RequireAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_result is null)
            {
                TinyExperiments.Write(_folder.Path);
                _result = await HmsCommand.RunAsync("sweep", File, "--experiment", "sweep", "--out", Run);
            }
            return _result.Succeeded();
        }
        finally { _gate.Release(); }
    }

    /// <summary>The study as <c>hms study show --json</c> tells it.</summary>
    internal async Task<JsonNode> ShowAsync() => JsonNode.Parse((await HmsCommand.RunAsync("study", "show", Run, "--json")).Succeeded().Out)!;

    /// <inheritdoc />
    public void Dispose()
    {
        _gate.Dispose();
        _folder.Dispose();
    }
}
