using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hms.Tests.Support;
using Hms.Tests.Tuning.Running;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Hms.Tests.Tuning.Storage;

/// <summary>Optuna itself reads our study and goes on with it, in a file and on a server. Skipped where Debian's python3-optuna (3.1) is not installed, on a server also without python3-psycopg2.</summary>
[Collection("PostgreSQL")]
public sealed class OptunaJudgeTests(PostgreSqlServer server) : IDisposable
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Reads every trial, then lets Optuna run three more: the first must be our waiting one.</summary>
    private const string Script = """
        import json, sys, warnings
        warnings.simplefilter("ignore")
        import optuna
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        study = optuna.load_study(study_name="judged", storage=sys.argv[1])
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

    /// <summary>Pareto front and constraints as Optuna sees them, then three trials more of its own.</summary>
    private const string ObjectivesScript = """
        import sys, warnings
        warnings.simplefilter("ignore")
        import optuna
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        sampler = optuna.samplers.NSGAIISampler(seed=1, constraints_func=lambda t: [-0.25])
        study = optuna.load_study(study_name="judged", storage=sys.argv[1], sampler=sampler)
        front = sorted(t.number for t in study.best_trials)
        constraints = [t.system_attrs["constraints"] for t in study.trials]
        study.optimize(lambda t: (t.suggest_float("lr", 1e-5, 1, log=True) * 0 + 0.5, 1.5), 3)
        print(front, str(constraints).replace("-inf", "-Infinity"), len(study.trials))
        """;

    private const string NewStudyScript = """
        import sys, warnings
        warnings.simplefilter("ignore")
        import optuna
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        study = optuna.create_study(study_name="judged", storage=sys.argv[1])
        study.optimize(lambda t: t.suggest_float("x", 0, 1), 5)
        """;

    private static readonly SearchSpace Space = new(
        new SearchParameter("lr", new FloatDistribution(1e-5, 1, Log: true)),
        new SearchParameter("depth", new IntDistribution(1, 9, Step: 2)),
        new SearchParameter("drop", new FloatDistribution(0, 0.5, Step: 0.1)),
        new SearchParameter("model", new CategoricalDistribution(null, true, 3, 2.5, "é")));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task LoadStudy_OurStudy_ReadsEveryTrialAndGoesOn(string kind)
    {
        var token = TestContext.Current.CancellationToken;
        var place = await PlaceAsync(kind, token);
        SweepResult ours;
        using (var storage = StudyStores.Open(place.Ours)) { ours = await RunSweepAsync(storage, token); }
        place.MakeCopy();
        Downgrade(place);
        using var judged = JsonDocument.Parse(await RunPythonAsync(["-c", Script, place.CopyForOptuna], token));
        var root = judged.RootElement;
        Assert.Equal((ours.Best!.Number, "MAXIMIZE"), (root.GetProperty("best").GetInt32(), root.GetProperty("direction").GetString()));
        var theirs = root.GetProperty("trials").EnumerateArray().ToList();
        Assert.Equal(ours.Trials.Count + 1, theirs.Count);
        foreach (var (trial, read) in ours.Trials.Zip(theirs)) { Compare(trial, read); }
        Assert.Equal("WAITING", theirs[^1].GetProperty("state").GetString());
        Assert.StartsWith("[[40,\"COMPLETE\",0.125],[41,\"COMPLETE\",", root.GetProperty("after").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("depth drop lr model", string.Join(' ', root.GetProperty("importance").EnumerateArray().Select(x => x.GetString())));
        Upgrade(place);
        using var again = StudyStores.Open(place.Copy);
        GoOn(again);
    }

    /// <summary>Several objectives and constraints: Optuna finds the same Pareto front, goes on with its own constraints, and we read them.</summary>
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task LoadStudy_SeveralObjectivesAndConstraints_ReadsThemAndGoesOn(string kind)
    {
        var token = TestContext.Current.CancellationToken;
        var place = await PlaceAsync(kind, token);
        using (var storage = StudyStores.Open(place.Ours)) { FillWithObjectives(storage); }
        place.MakeCopy();
        Downgrade(place);
        Assert.Equal("[2] [[-1.0, 0.0], [0.5], [-Infinity]] 6", (await RunPythonAsync(["-c", ObjectivesScript, place.CopyForOptuna], token)).Trim());
        Upgrade(place);
        using var again = StudyStores.Open(place.Copy);
        var trials = again.ReadTrials(again.FindStudy("judged")!.Id);
        Assert.Equal(["1 3 | -1 0", "0 9 | 0.5", "2 2 | -Infinity"], trials.Take(3).Select(Show));
        Assert.Equal(["0.5 1.5 | -0.25"], trials.Skip(3).Select(Show).Distinct());
        using var memory = new InMemoryStudyStorage();
        Assert.Equal(trials.Select(Show), memory.ReadTrials(memory.ImportStudy(again.ReadCopy(again.FindStudy("judged")!.Id)).Id).Select(Show));
    }

    /// <summary>Tables that Optuna made have the columns of ours; we open them and take the study on.</summary>
    [Fact]
    public async Task Open_ADatabaseThatOptunaMade_HasOurColumnsAndIsAdopted()
    {
        var token = TestContext.Current.CancellationToken;
        var place = await PlaceAsync("postgresql", token);
        StudyStores.Open(place.Ours).Dispose();
        var theirs = new Place("postgresql", server, _folder);
        await RunPythonAsync(["-c", NewStudyScript, theirs.OursForOptuna], token);
        const string columns = "SELECT string_agg(concat_ws(' ', table_name, column_name, udt_name, character_maximum_length, is_nullable), ',' ORDER BY table_name, column_name) FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'hms%'";
        Assert.Equal(theirs.Query(columns), place.Query(columns));
        theirs.Change("CREATE INDEX ix_trials_study_id ON trials (study_id)", "UPDATE alembic_version SET version_num = 'v3.2.0.a'");
        using var storage = StudyStores.Open(theirs.Ours);
        var study = storage.FindStudy("judged")!;
        Assert.Equal((1, 5), (study.Directions.Count, storage.ReadTrials(study.Id).Count));
        storage.AdoptStudy(study.Id, new StudyIdentity { Name = "judged", Seed = 1, Space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1))) });
        Assert.Equal(5, storage.TryStartTrial(study.Id, 5, ParameterValues.Empty, new LeaseTerms("me", TimeSpan.FromHours(1)))!.Number);
    }

    private static string Show(Trial trial) => FormattableString.Invariant($"{string.Join(' ', trial.Values.Select(x => x.ToString(CultureInfo.InvariantCulture)))} | {string.Join(' ', trial.Constraints.Select(x => x.ToString(CultureInfo.InvariantCulture)))}");

    private static void FillWithObjectives(IStudyStorage storage)
    {
        var study = storage.CreateStudy(new StudyIdentity { Name = "judged", Seed = 1, Space = Space, Directions = [StudyDirection.Maximize, StudyDirection.Minimize] });
        (double[] Values, double[] Constraints)[] trials = [([1, 3], [-1, 0]), ([0, 9], [0.5]), ([2, 2], [double.NegativeInfinity])];
        foreach (var (values, constraints) in trials)
        {
            var trial = storage.TryStartTrial(study.Id, storage.ReadTrials(study.Id).Count, Space.Bind(new Dictionary<string, object?> { ["lr"] = 0.5 }), new LeaseTerms("me", TimeSpan.FromHours(1)))!;
            var lease = new TrialLease(trial.Id, 1);
            storage.ReportIntermediate(lease, 0, values);
            storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, values) { Constraints = constraints });
        }
    }

    private async Task<Place> PlaceAsync(string kind, CancellationToken token)
    {
        await RequireOptunaAsync(token);
        if (kind == "postgresql") { await RequirePsycopgAsync(token); }
        return new Place(kind, server, _folder);
    }

    private static void Compare(Trial trial, JsonElement read)
    {
        Assert.Equal((trial.Number, trial.State.ToString().ToUpperInvariant()), (read.GetProperty("number").GetInt32(), read.GetProperty("state").GetString()));
        Assert.Equal(trial.Value, read.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null);
        Assert.Equal(trial.Parameters, Space.Bind(read.GetProperty("params").EnumerateObject().ToDictionary(x => x.Name, x => (object?)x.Value)));
        Assert.Equal(trial.IntermediateValues.Select(x => (x.Key.ToString(CultureInfo.InvariantCulture), x.Value)), read.GetProperty("steps").EnumerateObject().Select(x => (x.Name, x.Value.GetDouble())));
        Assert.Equal(trial.StartedAt!.Value.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture), read.GetProperty("start").GetString()!.PadRight(26, '0'));
    }

    /// <summary>What Optuna went on with comes back: all 43 trials are there.</summary>
    private static void GoOn(IStudyStorage storage)
    {
        var trials = storage.ReadTrials(storage.FindStudy("judged")!.Id);
        Assert.Equal(Enumerable.Range(0, 43), trials.Select(x => x.Number));
        Assert.All(trials.Skip(40), x => Assert.Equal((TrialState.Complete, 4), (x.State, x.Parameters.Count)));
    }

    private static async Task<SweepResult> RunSweepAsync(IStudyStorage storage, CancellationToken token)
    {
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
    private static void Downgrade(Place place) => place.ChangeCopy("DROP INDEX ix_trials_study_id", "UPDATE alembic_version SET version_num = 'v3.0.0.d'");

    private static void Upgrade(Place place) => place.ChangeCopy("CREATE INDEX ix_trials_study_id ON trials (study_id)", "UPDATE alembic_version SET version_num = 'v3.2.0.a'");

    private static async Task RequirePsycopgAsync(CancellationToken token)
    {
        var found = await RunPythonAsync(["-c", "import importlib.util as u; print(bool(u.find_spec('psycopg2')))"], token);
        Assert.SkipUnless(found.Trim() == "True", "python3-psycopg2 is not installed (apt-get install python3-psycopg2 on Debian 12).");
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

    /// <summary>Where a study lies, and a copy of it for Optuna.</summary>
    private sealed class Place(string kind, PostgreSqlServer server, TempFolder folder)
    {
        private readonly string _database = kind == "sqlite" ? folder["study.db"] : server.NewDatabase();

        public string Ours => kind == "sqlite" ? _database : $"postgresql://hms@127.0.0.1:{server.Port}/{_database}";

        public string Copy => kind == "sqlite" ? _database + ".copy" : Ours + "_copy";

        public string OursForOptuna => $"postgresql+psycopg2://hms@127.0.0.1:{server.Port}/{_database}";

        public string CopyForOptuna => kind == "sqlite" ? "sqlite:///" + Copy : OursForOptuna + "_copy";

        public void MakeCopy()
        {
            if (kind == "sqlite") { File.Copy(_database, Copy); }
            else { Execute("postgres", $"CREATE DATABASE {_database}_copy TEMPLATE {_database}"); }
        }

        public void Change(params string[] statements) => Execute(_database, statements);

        public void ChangeCopy(params string[] statements)
        {
            if (kind != "sqlite")
            {
                Execute(_database + "_copy", statements);
                return;
            }
            using var connection = new SqliteConnection($"Data Source={Copy};Pooling=False");
            connection.Open();
            foreach (var statement in statements) { new SqliteCommand(statement, connection).ExecuteNonQuery(); }
        }

        public string Query(string sql) => Execute(_database, sql)!;

        private string? Execute(string database, params string[] statements)
        {
            using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username=hms;Database={database};Pooling=false");
            connection.Open();
            string? last = null;
            foreach (var statement in statements) { last = new NpgsqlCommand(statement, connection).ExecuteScalar() as string; }
            return last;
        }
    }
}
