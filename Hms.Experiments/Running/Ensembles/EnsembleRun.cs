using System.Text.Json.Nodes;
using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Splits;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Experiments.Commands;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;
using Hms.Training;
using Hms.Transforms;
using Hms.Transforms.Models;
using Microsoft.ML;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>Runs an ensemble of an experiments file on the completed runs of its members.</summary>
/// <remarks>
/// What joins the members is fitted on their out-of-fold predictions only. predictions.csv holds cross-fitted predictions, each by a fit to other patients; winner.zip holds the fit to all rows,
/// whose figure is the cross-fitted one.
/// </remarks>
internal static class EnsembleRun
{
    /// <summary>Joins the members' held-out predictions, fits what combines them, judges it cross-fitted by patient and exports one model.</summary>
    /// <param name="request">The ensemble, its members' runs and where its own goes.</param>
    /// <param name="terminal">Shows progress.</param>
    /// <param name="cancellationToken">Stops between two fits, or within a batch of one.</param>
    /// <returns>The record that was written.</returns>
    /// <exception cref="DiagnosticsException">The file has problems.</exception>
    /// <exception cref="UserErrorException">A member cannot be used, or the ensemble is run already; the message says which and why.</exception>
    public static RunRecord Run(EnsembleRequest request, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var file = ExperimentsFile.Load(request.File);
        if (file.HasErrors) { throw new DiagnosticsException(file.Diagnostics); }
        var settings = Find(file, request.Ensemble);
        var context = new MLContext(seed: 0).UseHms();
        Directory.CreateDirectory(request.Run.Path);
        using var runLock = RunLock.Take(request.Run.Lock);
        RequireNotDone(request.Run);
        var fitter = CombinationFactory.Create(context, settings);
        var members = OpenMembers(file, settings, request, terminal, cancellationToken);
        var windows = WindowMerger.Merge([.. members.Select(member => (member.Name, member.Rows.Windows, member.Sources))]);
        var joined = JoinedRows.Of(members, windows);
        if (joined.LeftOut > 0) { terminal.Error.WriteLine($"left out: {joined.LeftOut} of {joined.Candidates} rows, which not every member has predicted (lacking: {JoinedRows.Describe(members, joined.Lacking)})"); }
        var data = joined.ToData(settings.Members, settings.CrossFits, (ulong)settings.Seed);
        var record = Describe(request, file, settings, members, joined);
        record.Write(request.Run);
        try { record = Finish(record, new Work(request, settings, members, windows, joined, data), fitter, terminal, cancellationToken); }
        catch (TrainingException) when (!cancellationToken.IsCancellationRequested)
        {
            (record with { State = "failed" }).Write(request.Run);
            throw;
        }
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

    private const string Kind = "ensemble";

    private static List<MemberRun> OpenMembers(ExperimentsResult file, EnsembleSettings settings, EnsembleRequest request, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        if (settings.Members.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice) { throw new UserErrorException($"Ensemble \"{request.Ensemble}\" names its member \"{twice.Key}\" twice; name each once (weights are fitted, or all the same)."); }
        var members = new List<MemberRun>();
        foreach (var name in settings.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!request.Members.TryGetValue(name, out var run)) { throw new UserErrorException($"No run of member \"{name}\" is given; run it first."); }
            members.Add(MemberRun.Open(file.Find(name, request.Scale), request.Scale, run, cancellationToken));
        }
        if (members.Exists(member => member.Record.KeepsBestEpoch)) { terminal.Error.WriteLine("warning: members keep the epoch that is best on their held-out rows, so their predictions of these are optimistic, and so are the figures of the ensemble."); }
        return members;
    }

    private static RunRecord Finish(RunRecord record, Work work, ICombinationFitter fitter, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var (run, settings) = (work.Request.Run, work.Settings);
        CrossFitResult fit;
        using (var progress = new ProgressLine(terminal, "fits") { Total = settings.CrossFits + 1 })
        {
            fit = CrossFitter.Run(work.Data, new ShownFitter(fitter, progress), new CrossFitOptions { Parts = settings.CrossFits, Seed = (ulong)settings.Seed }, cancellationToken);
        }
        var predictions = PredictionsOf(work.Joined, work.Data, fit);
        PredictionFile.Write(run.Predictions, predictions);
        var hashes = EnsembleExporter.HashesOf(work.Members);
        var outcome = OutcomeOf(work, fit, hashes);
        var result = ResultOf(predictions, fit);
        EnsembleExporter.Write(run.Winner, work.Members, hashes, fit.Final, work.Windows, ManifestOf(record, work, outcome, result));
        record = record with { State = "completed", Result = result, Ensemble = outcome };
        record.Write(run);
        return record;
    }

    private static RunRecord Describe(EnsembleRequest request, ExperimentsResult file, EnsembleSettings settings, IReadOnlyList<MemberRun> members, JoinedRows joined)
    {
        string[] leftOut = joined.LeftOut == 0 ? [] : [$"{joined.LeftOut} of {joined.Candidates} rows: not every member has predicted them (lacking: {JoinedRows.Describe(members, joined.Lacking)})."];
        return new RunRecord
        {
            Kind = Kind,
            Experiment = request.Ensemble,
            Scale = request.Scale,
            ExperimentsFile = request.File,
            ExperimentsText = file.Text,
            Resolved = Resolve(settings),
            Device = "cpu",
            DataRoot = members[0].Record.DataRoot,
            DataHash = DataHashOf(members, joined),
            KeepsBestEpoch = members.Any(member => member.Record.KeepsBestEpoch),
            SyntheticFloorKl = members[0].Record.SyntheticFloorKl,
            Rows = new RunRows(joined.Rows.Count, joined.Rows.Select(row => row.Row.PatientId).Distinct().Count(), settings.CrossFits, leftOut) { Split = SplitMethod.GroupKFold },
            Environment = RunRecord.DescribeEnvironment(),
        };
    }

    /// <summary>The hash of the rows' recordings, which must be the same in each folder of data that a member was trained on.</summary>
    private static string DataHashOf(IReadOnlyList<MemberRun> members, JoinedRows joined)
    {
        var sources = members.Aggregate(RecordingColumns.None, (all, member) => all | member.Sources);
        var rows = joined.Rows.Select(row => row.Row).ToArray();
        var hashes = members.DistinctBy(member => member.Record.DataRoot).Select(member => (Member: member, Hash: ExperimentRows.Hash(HmsFolder.Open(member.Record.DataRoot), rows, sources))).ToArray();
        if (Array.Find(hashes, pair => pair.Hash != hashes[0].Hash) is { Member: { } other } differing)
        {
            throw new UserErrorException($"Members \"{members[0].Name}\" and \"{other.Name}\" were trained on other data: {members[0].Record.DataRoot} (hash {hashes[0].Hash[..12]}) and {other.Record.DataRoot} (hash {differing.Hash[..12]}). Run both on the same.");
        }
        return hashes[0].Hash;
    }

    /// <summary>The ensemble as it is run, with every default.</summary>
    private static JsonObject Resolve(EnsembleSettings settings)
    {
        JsonNode combine = settings.Combine switch
        {
            StackCombineSettings stack => new JsonObject { ["stack"] = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(stack, ReportJson.Options)) },
            LogBlendCombineSettings => "logBlend",
            WeightedCombineSettings => "weighted",
            _ => "mean",
        };
        return new JsonObject
        {
            ["members"] = new JsonArray([.. settings.Members.Select(name => (JsonNode)name)]),
            ["combine"] = combine,
            ["calibration"] = System.Text.Json.JsonSerializer.SerializeToNode(settings.Calibration, ReportJson.Options),
            ["crossFits"] = settings.CrossFits,
            ["seed"] = settings.Seed,
        };
    }

    /// <summary>Cross-fitted predictions: each of a fit to other patients; the fold is the part that held the row out.</summary>
    private static HeldOutPrediction[] PredictionsOf(JoinedRows joined, EnsembleData data, CrossFitResult fit) => [.. joined.Rows.Select((row, i) => row.Reference with
    {
        RowIndex = i,
        EegId = row.Row.EegId,
        Fold = data.Folds![i],
        Score = [.. fit.Predictions.AsSpan(i * data.Classes, data.Classes).ToArray().Select(value => (float)value)],
    })];

    private static EnsembleOutcome OutcomeOf(Work work, CrossFitResult fit, IReadOnlyList<string> hashes)
    {
        var mean = HeldOutJudge.Loss(work.Data, new MeanCombination(work.Members.Count), [.. Enumerable.Range(0, work.Data.Rows)]).Average();
        var error = fit.GainOverMean.StandardError;
        return new EnsembleOutcome
        {
            Members = [.. work.Members.Select((member, i) => new MemberOutcome(member.Name, member.Run.Path, member.RecordSha256, hashes[i], member.Record.BestTrial, work.Data.Divergences(i).Average(), work.Joined.Lacking[i]))],
            Combination = fit.Name,
            Calibration = work.Settings.Calibration,
            Parameters = fit.Parameters(work.Settings.Members, VoteClasses.Names),
            CrossFittedKl = fit.CrossFittedKl,
            OptimisticInSampleKl = fit.OptimisticInSampleKl,
            MeanKl = mean,
            GainOverMean = fit.GainOverMean.Mean,
            GainStandardError = double.IsNaN(error) ? null : error,
            GainInterval = fit.GainInterval,
            LeftOut = work.Joined.LeftOut,
        };
    }

    private static RunResult ResultOf(IReadOnlyList<HeldOutPrediction> predictions, CrossFitResult fit)
    {
        var evaluation = HeldOutEvaluation.Of(predictions);
        double[] parts = [.. fit.Parts.Select(part => part.Kl)];
        var error = evaluation.Gain.StandardError;
        return new RunResult(parts.Average(), parts, evaluation.Kl, evaluation.PriorKl, evaluation.UniformKl, evaluation.Gain.Mean, double.IsNaN(error) ? null : error, LastEpochKl: null, BestEpochKl: null, RefitEpochs: 0, Kind);
    }

    private static ModelManifest ManifestOf(RunRecord record, Work work, EnsembleOutcome outcome, RunResult result)
    {
        var metrics = new Dictionary<string, double>
        {
            ["crossFittedKl"] = outcome.CrossFittedKl, ["optimisticInSampleKl"] = outcome.OptimisticInSampleKl, ["plainMeanKl"] = outcome.MeanKl, ["gainOverMean"] = outcome.GainOverMean,
            ["priorKl"] = result.PriorKl, ["gainOverPrior"] = result.Gain,
        };
        if (outcome.GainStandardError is { } error) { metrics["gainOverMeanStandardError"] = error; }
        return new ModelManifest
        {
            Experiment = record.Experiment,
            ClassNames = VoteClasses.Names,
            Packages = RunRecord.DescribeEnvironment(),
            Seeds = new Dictionary<string, ulong> { ["experiment"] = (ulong)work.Settings.Seed },
            Metrics = metrics,
            DataHash = record.DataHash,
            Winner = Kind,
            Notes =
            [
                $"{outcome.Members.Count} models, joined by {outcome.Combination}. What joins them was fitted on all {work.Data.Rows} out-of-fold rows; its figure is crossFittedKl, of rows that were each predicted by a fit to other patients. optimisticInSampleKl is of the rows of the fit.",
                .. outcome.Members.Select(member => $"Member {member.Name}: model sha256 {member.ModelSha256}, run record sha256 {member.RecordSha256}."),
                .. record.KeepsBestEpoch ? ["Members keep the epoch that was best on their held-out rows: the metrics are optimistic."] : Array.Empty<string>(),
            ],
        };
    }

    /// <summary>Everything that a fit needs.</summary>
    private sealed record Work(EnsembleRequest Request, EnsembleSettings Settings, IReadOnlyList<MemberRun> Members, WindowOptions Windows, JoinedRows Joined, EnsembleData Data);

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
