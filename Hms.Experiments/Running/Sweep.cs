using Hms.Experiments.Commands;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Pages;
using Hms.Tuning.Running;
using Hms.Tuning.Running.Workers;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Running;

/// <summary>The main job: searches an experiment's ranges, keeps every event in the study, exports the best trial.</summary>
internal sealed class Sweep
{
    private readonly SweepRequest _request;
    private readonly ResolvedExperiment _experiment;
    private readonly string _text;
    private readonly CommandTerminal _terminal;
    private readonly ExperimentSettings _fixed;

    public Sweep(SweepRequest request, ResolvedExperiment experiment, string text, CommandTerminal terminal)
    {
        _request = request;
        _experiment = experiment;
        _text = text;
        _terminal = terminal;
        _fixed = RunSession.FixedSettings(experiment);
    }

    /// <summary>Runs or resumes the sweep.</summary>
    public async Task<SweepOutcome> RunAsync(CancellationToken cancellationToken)
    {
        RequireStartable();
        var warmStart = WarmStartOf(_request.WarmStart);
        using var runLock = RunLock.Take(_request.Run.Lock);
        var data = DataLocator.Locate(_fixed.Data, _request.Root, _request.File, _request.Run, () => new ProgressLine(_terminal, "patients of synthetic data"), cancellationToken);
        if (_request.Repeats is { } repeated) { data = data with { SyntheticFloorKl = repeated.SyntheticFloorKl }; }
        var opening = new SessionOptions
        {
            TemporaryFolder = _request.Run.Cache, Cache = _request.Cache, Device = _request.Device,
            DataHash = _request.Repeats?.DataHash, FoldsSha256 = _request.Repeats?.Rows.FoldsSha256, Weights = _request.Repeats?.Weights,
        };
        using var session = new RunSession(_experiment, data, _request.Run, opening, cancellationToken);
        foreach (var refused in session.Rows.Refused) { _terminal.Error.WriteLine($"left out: {refused}"); }
        if (session.Rows.Folds.Leak is { } leak) { _terminal.Error.WriteLine($"warning: {leak}"); }
        session.Trainer.ReadAllRows(_fixed, cancellationToken); // a broken recording is bad input, not a failed trial

        var trials = _request.Trials ?? _fixed.Sweep.Trials;
        var earlier = _request.Resume && File.Exists(_request.Run.Record) ? RunRecord.Read(_request.Run) : null;
        RequireSameFolds(earlier, session.Rows);
        var planned = (_request.Repeats ?? earlier)?.PlannedTrials is > 0 and var first ? first : trials;
        var plan = SweepPlan.Of(_experiment, session, trials, planned, _request.Resume ? ExistingStudy.Resume : ExistingStudy.Refuse, warmStart);
        using var storage = SqliteStudyStorage.Open(_request.Run.Study, timeProvider: _terminal.Clock); // after the data: a start that fails leaves no study
        RequireSameStudy(storage, plan.Options);
        var record = session.Describe("sweep", _experiment, _request.File, _text, plan.Trials) with { Scale = _request.Scale, PlannedTrials = planned, WarmStart = warmStart?.Source ?? earlier?.WarmStart, WarmStartRun = _request.WarmStart?.Path ?? earlier?.WarmStartRun };
        record = record.Begun(_terminal, earlier);
        session.Rows.Folds.Write(_request.Run.Folds);
        record.Write(_request.Run);
        try
        {
            var result = await SearchAsync(session, plan, storage, cancellationToken);
            _terminal.Error.WriteLine(session.CacheSummary);
            return Conclude(session, plan.Options, record, "completed", result, cancellationToken);
        }
        catch (SweepFailedException failure)
        {
            Conclude(session, plan.Options, record, "failed", failure.Result, cancellationToken);
            throw;
        }
    }

    /// <summary>Writes what the trials gave: the leaderboard always, the winner where there is a completed trial.</summary>
    private SweepOutcome Conclude(RunSession session, SweepOptions options, RunRecord record, string state, SweepResult result, CancellationToken cancellationToken)
    {
        record = record with { Ending = result.Ending.Message, NotRepeatableBecause = result.NotRepeatableBecause, Saving = SweepSaving.Of(_experiment, result.Trials, session.FoldsToRun) };
        var leaderboard = LeaderboardRow.Of(result.Trials);
        string[] parameters = [.. options.Space.Parameters.Select(p => p.Name)];
        LeaderboardFile.Write(_request.Run.Leaderboard, leaderboard, session.FoldsToRun, parameters);
        if (result.Best is { } best)
        {
            var (exported, predictions) = TrialExport.Write(session, _experiment, options.Seed, best, _request.Run.Winner, cancellationToken);
            PredictionFile.Write(_request.Run.Predictions, predictions);
            EvaluationFile.Write(_request.Run.Evaluation, ModelEvaluator.Evaluate(predictions));
            record = record with { BestTrial = best.Number, Result = exported };
        }
        record = record.Ended(_terminal, state);
        record.Write(_request.Run);
        if (record.BestTrial is not null) { RunReportFiles.WriteBeside(_request.Run, _terminal); }
        return new SweepOutcome(record, leaderboard, parameters);
    }

    private void RequireStartable()
    {
        if (!_experiment.HasRanges)
        {
            throw new UserErrorException($"Experiment \"{_experiment.Name}\" has no ranges, so there is nothing to search; run: hms train {_request.File} --experiment {_experiment.Name}");
        }
        DeviceOption.RequirePresent(_request.Device ?? TrainingOptions.DeviceOf(_fixed.Training), _fixed.Model);
        var exists = File.Exists(_request.Run.Study);
        if (exists && !_request.Resume) { throw new UserErrorException($"{_request.Run.Study} exists already. Go on with it by --resume, or name another --out."); }
        if (!exists && _request.Resume) { throw new UserErrorException($"{_request.Run.Study} does not exist, so there is nothing to resume. Leave --resume out to start."); }
    }

    /// <summary>Refuses to resume another experiment before run.json is written.</summary>
    private void RequireSameStudy(IStudyStorage storage, SweepOptions options)
    {
        if (storage.FindStudy(options.StudyName)?.Identity?.DifferencesTo(options.ToIdentity()) is not { Count: > 0 } differences) { return; }
        throw new UserErrorException($"{_request.Run.Study} cannot be resumed, it was made with something else: {string.Join("; ", differences)}. Bring the same experiment and data, or name another --out.");
    }

    /// <summary>Refuses to go on with other folds of the same data, for which the study itself has no word.</summary>
    private void RequireSameFolds(RunRecord? earlier, ExperimentRows rows)
    {
        if (earlier?.Rows.FoldsSha256 is not { } recorded || recorded == rows.Folds.Sha256 || earlier.DataHash != rows.DataHash) { return; }
        throw new UserErrorException($"{_request.Run.Study} cannot be resumed: its trials were judged on other folds (hash {recorded[..12]}, now {rows.Folds.Sha256[..12]}). Bring the folds that {_request.Run.Folds} holds, or name another --out.");
    }

    private static WarmStart? WarmStartOf(RunFolder? earlier)
    {
        if (earlier is null) { return null; }
        var record = RunRecord.Read(earlier);
        return new WarmStart($"{record.Experiment} ({record.DataHash[..12]})", StudyReader.Read(earlier, record.Experiment).Trials);
    }

    private async Task<SweepResult> SearchAsync(RunSession session, SweepPlan plan, IStudyStorage storage, CancellationToken cancellationToken)
    {
        var finished = storage.FindStudy(plan.Options.StudyName) is { } study ? storage.ReadTrials(study.Id).Where(t => t.IsFinished).ToArray() : [];
        var monitor = new SweepMonitor(_terminal, plan.Trials, finished, plan.StepsPerTrial);
        if (plan.Options.Parallelism > 1)
        {
            var pool = new WorkerPool(plan.Options, storage, plan.Tuner, _ => WorkerStart.Of(_request.Run, _request.Cache, session.Device), new WorkerPoolOptions { Devices = WorkerStart.Devices(session.Device) })
            {
                Monitors = [monitor],
            };
            _request.Run.RemoveWorkerCaches();
            try { return await pool.RunAsync(cancellationToken); }
            finally
            {
                _request.Run.RemoveWorkerCaches();
                new TrialArtifacts(_request.Run, session.Exporter, storage, plan.Options.StudyName, _fixed.Sweep.KeepModels).RemoveSurplus();
            }
        }
        var artifacts = new TrialArtifacts(_request.Run, session.Exporter, storage, plan.Options.StudyName, _fixed.Sweep.KeepModels);
        var runner = new SweepRunner(plan.Options, storage, plan.Tuner, plan.Pruner, monitor);
        return await runner.RunAsync(new SweepTrialRunner(_experiment, session.Trainer, artifacts, session.FoldsToRun), cancellationToken);
    }
}
