using Hms.Data.Rows;
using Hms.Data.Windows;
using Hms.Experiments.Commands;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Pages;
using Hms.Training;
using Hms.Transforms;
using Microsoft.ML;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>Runs an ensemble of an experiments file on the completed runs of its members.</summary>
/// <remarks>
/// What joins the members is fitted on their out-of-fold predictions only. predictions.csv holds cross-fitted predictions, each by a fit to other patients; winner.zip holds the fit to all rows,
/// whose figure is the cross-fitted one.
/// </remarks>
internal static class EnsembleRun
{
    /// <summary>The kind of run that run.json tells, and the kind of winner.</summary>
    public const string Kind = "ensemble";

    /// <summary>Joins the members' held-out predictions, fits what combines them, judges it cross-fitted by patient and exports one model.</summary>
    /// <param name="request">The ensemble, its members' runs and where its own goes.</param>
    /// <param name="terminal">Shows progress.</param>
    /// <param name="cancellationToken">Stops between two fits, or within a batch of one.</param>
    /// <returns>The record that was written.</returns>
    /// <exception cref="DiagnosticsException">The file has problems.</exception>
    /// <exception cref="UserErrorException">A member cannot be used, or the ensemble is run already; the message says which and why.</exception>
    public static RunRecord Run(EnsembleRequest request, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var file = request.RecordedText is { } text ? ExperimentsFile.Parse(text, request.File) : ExperimentsFile.Load(request.File);
        if (file.HasErrors) { throw new DiagnosticsException(file.Diagnostics); }
        var settings = Find(file, request.Ensemble);
        var context = new MLContext(seed: 0).UseHms();
        Directory.CreateDirectory(request.Run.Path);
        using var runLock = RunLock.Take(request.Run.Lock);
        RequireNotDone(request.Run);
        var fitter = CombinationFactory.Create(context, settings);
        var members = OpenMembers(file, settings, request, terminal, cancellationToken);
        var windows = WindowMerger.Merge([.. members.Select(member => (member.Name, member.Rows.Windows, member.Sources))]);
        var joined = JoinedRows.Of(members, windows, (member, rows) => ScoreHeldOut(member, rows, windows, terminal, cancellationToken));
        if (joined.LeftOut > 0) { terminal.Error.WriteLine($"left out: {joined.LeftOut} of {joined.Candidates} rows, which not every member has predicted (lacking: {JoinedRows.Describe(members, joined.Lacking)})"); }
        var data = joined.ToData(settings.Members, settings.CrossFits, (ulong)settings.Seed);
        var record = EnsembleReport.Describe(request, file, settings, members, joined).Begun(terminal, earlier: null);
        record.Write(request.Run);
        try { record = Finish(record, new EnsembleWork(request, settings, members, windows, joined, data), fitter, terminal, cancellationToken); }
        catch (TrainingException) when (!cancellationToken.IsCancellationRequested)
        {
            record.Ended(terminal, "failed").Write(request.Run);
            throw;
        }
        RunReportFiles.WriteBeside(request.Run, terminal);
        return record;
    }

    private static EnsembleSettings Find(ExperimentsResult file, string name)
    {
        if (file.Ensembles.TryGetValue(name, out var settings)) { return settings; }
        string[] known = [.. file.Ensembles.Keys];
        throw new UserErrorException($"{file.File} has no ensemble \"{name}\"{Suggestions.Hint(Suggestions.Closest(name, known), known)}");
    }

    private static void RequireNotDone(RunFolder run)
    {
        if (!File.Exists(run.Record)) { return; }
        if (RunRecord.Read(run) is not { Kind: Kind, State: "running" or "failed" }) { throw new UserErrorException($"{run.Record} exists already; name another --out."); }
    }

    private static List<MemberRun> OpenMembers(ExperimentsResult file, EnsembleSettings settings, EnsembleRequest request, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var members = new List<MemberRun>();
        foreach (var name in settings.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!request.Members.TryGetValue(name, out var run)) { throw new UserErrorException($"No run of member \"{name}\" is given; run it first."); }
            members.Add(MemberRun.Open(file.Find(name, request.Scale), request.Scale, run, cancellationToken));
        }
        if (members.Exists(member => member.Record.KeepsBestEpoch)) { terminal.Error.WriteLine("warning: members keep the epoch that is best on their held-out rows, so their predictions of these are optimistic, and so are the figures of the ensemble."); }
        string[] winners = [.. members.Where(member => member.Record is { BestTrial: not null, Trials: > 1 }).Select(member => member.Name)];
        if (winners.Length > 0) { terminal.Error.WriteLine($"warning: the trial of {string.Join(", ", winners)} is the best of a sweep on these rows, so its predictions of them are optimistic, and so are the figures of the ensemble."); }
        return members;
    }

    private static IReadOnlyDictionary<MemberWindow, float[]> ScoreHeldOut(MemberRun member, IReadOnlyList<RecordingRow> rows, WindowOptions windows, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, $"windows scored by {member.Name}");
        var scored = HeldOutScorer.Score(member, rows, windows, progress, cancellationToken);
        if (scored.Count > 0) { terminal.Error.WriteLine($"{member.Name}: {scored.Count} windows that it was not judged on were scored by the models of the folds that hold their patients out"); }
        return scored;
    }

    private static RunRecord Finish(RunRecord record, EnsembleWork work, ICombinationFitter fitter, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var (run, settings) = (work.Request.Run, work.Settings);
        CrossFitResult fit;
        using (var progress = new ProgressLine(terminal, "fits") { Total = settings.CrossFits + 1 })
        {
            fit = CrossFitter.Run(work.Data, new ShownFitter(fitter, progress), new CrossFitOptions { Parts = settings.CrossFits, Seed = (ulong)settings.Seed }, cancellationToken);
        }
        var predictions = EnsembleReport.PredictionsOf(work, fit);
        PredictionFile.Write(run.Predictions, predictions);
        EvaluationFile.Write(run.Evaluation, ModelEvaluator.Evaluate(predictions));
        var hashes = EnsembleExporter.HashesOf(work.Members);
        var outcome = EnsembleReport.OutcomeOf(work, fit, hashes);
        var result = EnsembleReport.ResultOf(predictions, fit);
        EnsembleExporter.Write(run.Winner, work.Members, hashes, fit.Final, work.Windows, EnsembleReport.ManifestOf(record, work, outcome, result));
        record = record.Ended(terminal, "completed") with { Result = result, Ensemble = outcome };
        record.Write(run);
        return record;
    }

    /// <summary>A fitter whose fits are counted on a line of progress.</summary>
    private sealed record ShownFitter(ICombinationFitter Inner, ProgressLine Progress) : ICombinationFitter
    {
        public string Name => Inner.Name;

        public FittedCombination Fit(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken)
        {
            var fit = Inner.Fit(data, rows, cancellationToken);
            Progress.Step();
            return fit;
        }
    }
}
