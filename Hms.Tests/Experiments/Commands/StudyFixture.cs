using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Microsoft.Data.Sqlite;

namespace Hms.Tests.Experiments.Commands;

/// <summary>Study files for the commands: 24 trials of a conditional space with reports, a front of two objectives, an empty study, and one in which nothing is complete.</summary>
internal static class StudyFixture
{
    private static readonly SearchSpace Space = new(
        new SearchParameter("optimizer.lr", new FloatDistribution(1e-4, 1, Log: true)),
        new SearchParameter("model.kind", new CategoricalDistribution("cnn", "svm")),
        new SearchParameter("model.depth", new IntDistribution(1, 8), new SearchCondition("model.kind", 0)));

    private static readonly LeaseTerms Terms = new("host-1-0", TimeSpan.FromHours(1));

    /// <summary>A file with the study "lr" only.</summary>
    public static string WriteOne(string path)
    {
        using var storage = SqliteStudyStorage.Open(path);
        AddTrials(storage);
        return path;
    }

    /// <summary>A file with the studies "lr", "front", "empty" and "begun".</summary>
    public static string WriteAll(string path)
    {
        using var storage = SqliteStudyStorage.Open(path);
        AddTrials(storage);
        AddFront(storage);
        storage.CreateStudy(Identity("empty"));
        var begun = storage.CreateStudy(Identity("begun"));
        storage.TryStartTrial(begun.Id, 0, Parameters(0), Terms);
        return path;
    }

    /// <summary>A file as Optuna 3.0 and 3.1 leave it, with the study "theirs": no tables of ours, and without the index of revision v3.2.0.a.</summary>
    public static string WriteOptuna(string path)
    {
        using (var storage = SqliteStudyStorage.Open(path)) { AddTrials(storage, "theirs"); }
        using var file = new SqliteConnection($"Data Source={path};Pooling=False");
        file.Open();
        foreach (var table in Names(file)) { Execute(file, $"DROP TABLE {table}"); }
        Execute(file, "DROP INDEX ix_trials_study_id");
        Execute(file, "UPDATE alembic_version SET version_num = 'v3.0.0.d'");
        Execute(file, "DELETE FROM study_user_attributes; DELETE FROM study_system_attributes; PRAGMA journal_mode = DELETE");
        return path;
    }

    private static List<string> Names(SqliteConnection file)
    {
        using var command = file.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'hms%'";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) { names.Add(reader.GetString(0)); }
        return names;
    }

    private static void Execute(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void AddTrials(IStudyStorage storage, string name = "lr")
    {
        var study = storage.CreateStudy(Identity(name));
        for (var i = 0; i < 24; i++)
        {
            var parameters = Parameters(i);
            var trial = storage.TryStartTrial(study.Id, i, parameters, Terms)!;
            var lease = new TrialLease(trial.Id, trial.Attempt);
            var value = Math.Pow(Math.Log10(parameters.GetDouble("optimizer.lr")) + 2, 2) + (parameters.Contains("model.depth") ? 0.05 * Math.Abs(parameters.GetInt64("model.depth") - 4) : 0.5);
            var steps = i % 6 == 5 ? 3 : 8;
            for (var step = 0; step < steps; step++) { storage.ReportIntermediate(lease, step, [value + Math.Exp(-step / 2.0)]); }
            storage.SetUserAttribute(lease, "note", $"\"trial {i}, with a comma\"");
            if (i == 7) { storage.FinishTrial(lease, new TrialOutcome(TrialState.Fail, [], new TrialFailure("System.IO.IOException", "the disk is gone", ""))); }
            else { storage.FinishTrial(lease, new TrialOutcome(i % 6 == 5 ? TrialState.Pruned : TrialState.Complete, [value])); }
        }
    }

    private static void AddFront(IStudyStorage storage)
    {
        var space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("y", new FloatDistribution(0, 1)));
        var study = storage.CreateStudy(new StudyIdentity { Name = "front", Seed = 1, Space = space, Directions = [StudyDirection.Minimize, StudyDirection.Maximize] });
        for (var i = 0; i < 12; i++)
        {
            var (x, y) = (i / 11.0, i * 5 % 12 / 11.0);
            var trial = storage.TryStartTrial(study.Id, i, space.Bind(new Dictionary<string, object?> { ["x"] = x, ["y"] = y }), Terms)!;
            storage.FinishTrial(new TrialLease(trial.Id, trial.Attempt), new TrialOutcome(TrialState.Complete, [x, x - y * y]));
        }
    }

    private static StudyIdentity Identity(string name) => new() { Name = name, Seed = 1, Space = Space };

    private static ParameterValues Parameters(int i)
    {
        var values = new Dictionary<string, object?> { ["optimizer.lr"] = Math.Pow(10, -4 + i * 7 % 24 / 6.0), ["model.kind"] = i % 3 == 2 ? "svm" : "cnn" };
        if (i % 3 != 2) { values["model.depth"] = (long)(i * 5 % 8 + 1); }
        return Space.Bind(values);
    }
}
