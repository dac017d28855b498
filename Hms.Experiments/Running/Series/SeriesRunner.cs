using Hms.Experiments.Commands;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running.Ensembles;
using Hms.Training.Torch;

namespace Hms.Experiments.Running.Series;

/// <summary>Runs experiments and ensembles one after the other; what fails does not stop the others, what was stopped goes on, what is there is kept.</summary>
/// <param name="request">What to run.</param>
/// <param name="plan">The same, found in the file.</param>
/// <param name="terminal">Where to show it.</param>
internal sealed class SeriesRunner(SeriesRequest request, SeriesPlan plan, CommandTerminal terminal)
{
    private readonly Dictionary<string, SeriesEntry> _entries = [];
    private readonly FinishedRuns _finished = new(request, plan.Text, terminal);
    private readonly SeriesProgress _progress = new(plan.Items, terminal);

    /// <summary>Runs everything.</summary>
    /// <param name="cancellationToken">Stops within a batch; all runs can be gone on with.</param>
    /// <returns>Entries in order.</returns>
    public async Task<IReadOnlyList<SeriesEntry>> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(request.Folder);
        using var seriesLock = RunLock.Take(Path.Combine(request.Folder, "run.lock"));
        var earlier = SeriesFile.Read(request.Folder);
        foreach (var item in plan.Items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _entries[item.Name] = await RunItemAsync(item, earlier.GetValueOrDefault(item.Name), cancellationToken);
            SeriesFile.Write(request.Folder, [.. earlier.Values.Where(entry => !_entries.ContainsKey(entry.Name)), .. _entries.Values]);
        }
        return [.. _entries.Values];
    }

    private async Task<SeriesEntry> RunItemAsync(SeriesItem item, SeriesEntry? earlier, CancellationToken cancellationToken)
    {
        var (run, started) = (FolderOf(item), terminal.Clock.GetTimestamp());
        double Seconds() => (earlier?.Seconds ?? 0) + terminal.Clock.GetElapsedTime(started).TotalSeconds;
        try
        {
            RequireMembers(item);
            var isThere = !MembersRanNow(item) && _finished.Holds(item, run, cancellationToken);
            _progress.Begin(item, isThere);
            var record = isThere ? RunRecord.Read(run) : await RunAnewAsync(item, run, cancellationToken);
            var scored = SeriesScorer.Score(run, record.DataRoot, request.Device, isThere ? SubmissionReuse.SameModel : SubmissionReuse.None, terminal, cancellationToken);
            var entry = new SeriesEntry(item.Name, item.Kind, isThere ? SeriesState.Kept : SeriesState.Completed, isThere && earlier is not null ? earlier.Seconds : Seconds());
            return Describe(entry with { ScoredEegs = scored }, run);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine($"{item.Name} failed:");
            CommandErrors.Report(exception, terminal.Error);
            return new SeriesEntry(item.Name, item.Kind, SeriesState.Failed, Seconds()) { Problem = exception.Message };
        }
        catch (OperationCanceledException)
        {
            SeriesFile.Write(request.Folder, [.. SeriesFile.Read(request.Folder).Values.Where(entry => entry.Name != item.Name), new SeriesEntry(item.Name, item.Kind, SeriesState.Stopped, Seconds())]);
            throw;
        }
        finally
        {
            _progress.End(item);
            TorchRuntime.ReturnFreedMemory(); // the next experiment has other images and another network
        }
    }

    private async Task<RunRecord> RunAnewAsync(SeriesItem item, RunFolder run, CancellationToken cancellationToken)
    {
        var (file, name) = (request.File, item.Name);
        if (item.Ensemble is { } ensemble)
        {
            if (Directory.Exists(run.Path)) { RemoveEnsembleOf(run); }
            return EnsembleRun.Run(new EnsembleRequest(file, name, SeriesPlan.MembersOf(ensemble, request), run, request.Cache) { Scale = request.Scale }, terminal, cancellationToken);
        }
        if (item.Kind == SeriesKind.Training)
        {
            return TrainingRun.Run(new TrainingRequest(file, name, request.Root, run, request.Cache) { Device = request.Device, Scale = request.Scale }, terminal, cancellationToken);
        }
        var sweep = new SweepRequest(file, name, request.Root, Trials: null, run, Resume: File.Exists(run.Study), WarmStart: null, request.Cache) { Device = request.Device, Scale = request.Scale };
        return (await new Sweep(sweep, item.Experiment!, plan.Text, terminal).RunAsync(cancellationToken)).Record;
    }

    /// <summary>An ensemble follows from its members' runs, so an earlier one gives way; nothing else is removed.</summary>
    private static void RemoveEnsembleOf(RunFolder run)
    {
        if (File.Exists(run.Record) && RunRecord.Read(run).Kind != "ensemble") { throw new UserErrorException($"{run.Path} holds a run that is no ensemble. Remove that folder, or name another --out."); }
        foreach (var file in (string[])[run.Record, run.Winner, run.Predictions, Path.Combine(run.Path, SeriesScorer.SubmissionName)]) { File.Delete(file); }
    }

    private void RequireMembers(SeriesItem item)
    {
        string[] failed = [.. item.Ensemble?.Members.Where(name => _entries[name].State == SeriesState.Failed) ?? []];
        if (failed.Length > 0) { throw new UserErrorException($"it needs {string.Join(" and ", failed)}, which failed."); }
    }

    private bool MembersRanNow(SeriesItem item) => item.Ensemble?.Members.Any(name => _entries[name].State == SeriesState.Completed) ?? false;

    private RunFolder FolderOf(SeriesItem item)
    {
        var run = request.RunOf(item.Name);
        return item.Experiment is { } experiment && RunSession.FixedSettings(experiment).Data is SyntheticDataSettings data
            ? run with { SharedData = Path.Combine(request.Folder, "synthetic-data", FormattableString.Invariant($"{data.Patients}-patients-seed-{data.Seed}")) }
            : run;
    }

    private static SeriesEntry Describe(SeriesEntry entry, RunFolder run)
    {
        var evaluation = ModelEvaluator.Evaluate(RunPredictions.Read(run).Predictions);
        return entry with
        {
            Kl = evaluation.All.Kl,
            HighVotesKl = evaluation.HighVotes?.Kl,
            PriorKl = evaluation.All.PriorKl,
            Rows = evaluation.All.Rows,
            Patients = evaluation.All.Patients,
        };
    }
}
