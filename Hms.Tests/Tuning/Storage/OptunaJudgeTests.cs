using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hms.Tests.Support;
using Hms.Tests.Tuning.Running;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Microsoft.Data.Sqlite;

namespace Hms.Tests.Tuning.Storage;

/// <summary>Optuna itself reads our study file and goes on with it. Skipped where Debian's python3-optuna (3.1) is not installed.</summary>
public sealed class OptunaJudgeTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Reads every trial, then lets Optuna run three more: the first must be our waiting one.</summary>
    private const string Script = """
        import json, sys, warnings
        warnings.simplefilter("ignore")
        import optuna
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        study = optuna.load_study(study_name="judged", storage="sqlite:///" + sys.argv[1])
        trials = [{"number": t.number, "state": t.state.name, "value": t.value, "params": t.params, "steps": {str(k): v for k, v in t.intermediate_values.items()},
                   "attrs": t.user_attrs, "start": str(t.datetime_start)} for t in study.trials]
        best, direction = study.best_trial.number, study.direction.name
        def objective(t):
            m = t.suggest_categorical("model", [None, True, 3, 2.5, "é"])
            t.suggest_int("depth", 1, 9, step=2); t.suggest_float("drop", 0, 0.5, step=0.1)
            return t.suggest_float("lr", 1e-5, 1, log=True)
        study.optimize(objective, 3)
        print(json.dumps({"trials": trials, "best": best, "direction": direction, "after": [[t.number, t.state.name, t.params["lr"]] for t in study.trials[len(trials) - 1:]],
                          "importance": sorted(optuna.importance.get_param_importances(study))}))
        """;

    private static readonly SearchSpace Space = new(
        new SearchParameter("lr", new FloatDistribution(1e-5, 1, Log: true)),
        new SearchParameter("depth", new IntDistribution(1, 9, Step: 2)),
        new SearchParameter("drop", new FloatDistribution(0, 0.5, Step: 0.1)),
        new SearchParameter("model", new CategoricalDistribution(null, true, 3, 2.5, "é")));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LoadStudy_OurFile_ReadsEveryTrialAndGoesOn()
    {
        var token = TestContext.Current.CancellationToken;
        await RequireOptunaAsync(token);
        var ours = await RunSweepAsync(token);
        File.Copy(_folder["study.db"], _folder["copy.db"]);
        Downgrade(_folder["copy.db"]);
        using var judged = JsonDocument.Parse(await RunPythonAsync(["-c", Script, _folder["copy.db"]], token));
        var root = judged.RootElement;
        Assert.Equal((ours.Best!.Number, "MAXIMIZE"), (root.GetProperty("best").GetInt32(), root.GetProperty("direction").GetString()));
        var theirs = root.GetProperty("trials").EnumerateArray().ToList();
        Assert.Equal(ours.Trials.Count + 1, theirs.Count);
        foreach (var (trial, read) in ours.Trials.Zip(theirs)) { Compare(trial, read); }
        Assert.Equal("WAITING", theirs[^1].GetProperty("state").GetString());
        Assert.StartsWith("[[40,\"COMPLETE\",0.125],[41,\"COMPLETE\",", root.GetProperty("after").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("depth drop lr model", string.Join(' ', root.GetProperty("importance").EnumerateArray().Select(x => x.GetString())));
        Adopt(_folder["copy.db"]);
    }

    private static void Compare(Trial trial, JsonElement read)
    {
        Assert.Equal((trial.Number, trial.State.ToString().ToUpperInvariant()), (read.GetProperty("number").GetInt32(), read.GetProperty("state").GetString()));
        Assert.Equal(trial.Value, read.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null);
        Assert.Equal(trial.Parameters, Space.Bind(read.GetProperty("params").EnumerateObject().ToDictionary(x => x.Name, x => (object?)x.Value)));
        Assert.Equal(trial.IntermediateValues.Select(x => (x.Key.ToString(CultureInfo.InvariantCulture), x.Value)), read.GetProperty("steps").EnumerateObject().Select(x => (x.Name, x.Value.GetDouble())));
        Assert.Equal(trial.StartedAt!.Value.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture), read.GetProperty("start").GetString()!.PadRight(26, '0'));
    }

    /// <summary>What Optuna went on with comes back: brought up to our revision again, all 43 trials are there.</summary>
    private static void Adopt(string path)
    {
        Change(path, "CREATE INDEX ix_trials_study_id ON trials (study_id)", "UPDATE alembic_version SET version_num = 'v3.2.0.a'");
        using var storage = SqliteStudyStorage.Open(path);
        var trials = storage.ReadTrials(storage.FindStudy("judged")!.Id);
        Assert.Equal(Enumerable.Range(0, 43), trials.Select(x => x.Number));
        Assert.All(trials.Skip(40), x => Assert.Equal((TrialState.Complete, 4), (x.State, x.Parameters.Count)));
    }

    private async Task<SweepResult> RunSweepAsync(CancellationToken token)
    {
        using var storage = SqliteStudyStorage.Open(_folder["study.db"]);
        var options = new SweepOptions { StudyName = "judged", Space = Space, Trials = 40, Seed = 1, Directions = [StudyDirection.Maximize] };
        var result = await new SweepRunner(options, storage, new TpeTuner(), new MedianPruner()).RunAsync(
            new FunctionRunner((settings, reporter) =>
            {
                if (settings.TrialId == 5) { throw new InvalidDataException("row 7"); }
                var value = -Math.Abs(Math.Log10(settings.Parameters.GetDouble("lr")) + 2) - settings.Parameters.GetDouble("drop");
                reporter.SetUserAttribute("kl", -value);
                for (var step = 1; step <= 4; step++)
                {
                    if (reporter.Report(step, value - 1.0 / step) == PruningDecision.Prune) { return TrialResult.Pruned(); }
                }
                return TrialResult.Completed(value);
            }),
            token);
        storage.EnqueueTrial(result.Study.Id, Space.Bind(new Dictionary<string, object?> { ["lr"] = 0.125, ["model"] = true }));
        Assert.All(new[] { TrialState.Complete, TrialState.Pruned, TrialState.Fail }, x => Assert.True(result.Count(x) > 0));
        return result;
    }

    /// <summary>Schema 12 of Optuna 3.2 differs from 3.1's only by one index and the revision's name.</summary>
    private static void Downgrade(string path) => Change(path, "DROP INDEX ix_trials_study_id", "UPDATE alembic_version SET version_num = 'v3.0.0.d'");

    private static void Change(string path, params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    private static async Task RequireOptunaAsync(CancellationToken token)
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not installed.");
        var version = await RunPythonAsync(["-c", "import importlib.util as u; print('3.1' if u.find_spec('optuna') and __import__('optuna').__version__.startswith('3.1') else '')"], token);
        Assert.SkipUnless(version.Trim() == "3.1", "python3-optuna 3.1 is not installed (apt-get install python3-optuna on Debian 12).");
    }

    private static async Task<string> RunPythonAsync(string[] arguments, CancellationToken token)
    {
        using var python = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEndAsync(token);
        var output = await python.StandardOutput.ReadToEndAsync(token);
        await python.WaitForExitAsync(token);
        Assert.True(python.ExitCode == 0, await errors);
        return output;
    }
}
