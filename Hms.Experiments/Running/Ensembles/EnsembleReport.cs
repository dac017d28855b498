using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Splits;
using Hms.Data.Views;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running.Provenance;
using Hms.Transforms.Models;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>What the run of an ensemble says of itself: record, predictions, figures, manifest.</summary>
internal static class EnsembleReport
{
    /// <summary>The record of a run, before it has a result.</summary>
    /// <exception cref="UserErrorException">Members were trained on other data.</exception>
    public static RunRecord Describe(EnsembleRequest request, ExperimentsResult file, EnsembleSettings settings, IReadOnlyList<MemberRun> members, JoinedRows joined)
    {
        string[] leftOut = joined.LeftOut == 0 ? [] : [$"{joined.LeftOut} of {joined.Candidates} rows: not every member has predicted them (lacking: {JoinedRows.Describe(members, joined.Lacking)})."];
        return new RunRecord
        {
            Kind = EnsembleRun.Kind,
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
            Seeds = new RunSeeds((ulong)settings.Seed, new Dictionary<string, string> { ["cross-fit"] = "hash of (ensemble seed, part of the patients)" }),
            Git = GitState.Of(request.File),
            Hardware = HardwareDescription.Describe(),
            Environment = RunRecord.DescribeEnvironment(),
        };
    }

    /// <summary>Cross-fitted predictions: each of a fit to other patients; the fold is the part that held the row out.</summary>
    public static HeldOutPrediction[] PredictionsOf(EnsembleWork work, CrossFitResult fit) => [.. work.Joined.Rows.Select((row, i) => row.Reference with
    {
        RowIndex = i,
        EegId = row.Row.EegId,
        Fold = work.Data.Folds![i],
        Score = [.. fit.Predictions.AsSpan(i * work.Data.Classes, work.Data.Classes).ToArray().Select(value => (float)value)],
    })];

    /// <summary>What was fitted and what it is worth.</summary>
    public static EnsembleOutcome OutcomeOf(EnsembleWork work, CrossFitResult fit, IReadOnlyList<string> hashes)
    {
        var mean = HeldOutJudge.Loss(work.Data, new MeanCombination(work.Members.Count), [.. Enumerable.Range(0, work.Data.Rows)]).Average();
        var error = fit.GainOverMean.StandardError;
        return new EnsembleOutcome
        {
            Members = [.. work.Members.Select((member, i) => new MemberOutcome(member.Name, member.Run.Path, member.RecordSha256, hashes[i], member.Record.BestTrial, work.Data.Divergences(i).Average(), work.Joined.Scored[i], work.Joined.Lacking[i]) { Trials = member.Record.Trials })],
            Combination = fit.Name,
            Calibration = work.Settings.Calibration,
            Parameters = ParametersOf(work, fit),
            CrossFittedKl = fit.CrossFittedKl,
            OptimisticInSampleKl = fit.OptimisticInSampleKl,
            MeanKl = mean,
            GainOverMean = fit.GainOverMean.Mean,
            GainStandardError = double.IsNaN(error) ? null : error,
            GainInterval = fit.GainInterval,
            LeftOut = work.Joined.LeftOut,
        };
    }

    /// <summary>What was fitted, without what the calibration may not change, and with the strength of a log blend's ridge.</summary>
    private static IReadOnlyList<ParameterSpread> ParametersOf(EnsembleWork work, CrossFitResult fit)
    {
        var all = fit.Parameters(work.Settings.Members, VoteClasses.Names);
        IEnumerable<ParameterSpread> fitted = work.Settings.Calibration switch
        {
            CalibrationChoice.Temperature => all.SkipLast(VoteClasses.Count),
            CalibrationChoice.ClassBias => all.Where((_, i) => i != all.Count - VoteClasses.Count - 1),
            _ => all,
        };
        return RidgeOf(fit.Final) is { } ridge ? [.. fitted, ParameterSpread.Of("ridge", ridge, [.. fit.Parts.Select(part => RidgeOf(part.Fit)!.Value)])] : [.. fitted];
    }

    private static double? RidgeOf(FittedCombination fit) => fit switch
    {
        LogBlendCombination blend => blend.Ridge,
        CalibratedCombination calibrated => RidgeOf(calibrated.Inner),
        _ => null,
    };

    /// <summary>The figures that every kind of run has: of the cross-fitted predictions; a fold is a part of the patients.</summary>
    public static RunResult ResultOf(IReadOnlyList<HeldOutPrediction> predictions, CrossFitResult fit)
    {
        var evaluation = HeldOutEvaluation.Of(predictions);
        double[] parts = [.. fit.Parts.Select(part => part.Kl)];
        var error = evaluation.Gain.StandardError;
        return new RunResult(parts.Average(), parts, evaluation.Kl, evaluation.PriorKl, evaluation.UniformKl, evaluation.Gain.Mean, double.IsNaN(error) ? null : error, LastEpochKl: null, BestEpochKl: null, RefitEpochs: 0, EnsembleRun.Kind);
    }

    /// <summary>What the model file says of itself.</summary>
    public static ModelManifest ManifestOf(RunRecord record, EnsembleWork work, EnsembleOutcome outcome, RunResult result)
    {
        var metrics = new Dictionary<string, double> { ["plainMeanKl"] = outcome.MeanKl, ["priorKl"] = result.PriorKl, ["gainOverPrior"] = result.Gain };
        if (outcome.IsFitted)
        {
            (metrics["crossFittedKl"], metrics["optimisticInSampleKl"], metrics["gainOverMean"]) = (outcome.CrossFittedKl, outcome.OptimisticInSampleKl, outcome.GainOverMean);
            if (outcome.GainStandardError is { } error) { metrics["gainOverMeanStandardError"] = error; }
        }
        return new ModelManifest
        {
            Experiment = record.Experiment,
            ClassNames = VoteClasses.Names,
            Packages = RunRecord.DescribeEnvironment(),
            Seeds = new Dictionary<string, ulong> { ["experiment"] = (ulong)work.Settings.Seed },
            Metrics = metrics,
            DataHash = record.DataHash,
            Winner = EnsembleRun.Kind,
            Notes =
            [
                $"{outcome.Members.Count} models, joined by {outcome.Combination}. " + (outcome.IsFitted
                    ? $"What joins them was fitted on all {work.Data.Rows} out-of-fold rows; its figure is crossFittedKl, of rows that were each predicted by a fit to other patients. optimisticInSampleKl is of the rows of the fit."
                    : $"Nothing was fitted to join them; plainMeanKl is of all {work.Data.Rows} out-of-fold rows."),
                .. outcome.Members.Select(member => $"Member {member.Name}: model sha256 {member.ModelSha256}, run record sha256 {member.RecordSha256}."),
                .. record.KeepsBestEpoch ? ["Members keep the epoch that was best on their held-out rows: the metrics are optimistic."] : Array.Empty<string>(),
                .. outcome.SweepWinners is { Count: > 0 } winners ? [$"The trial of {string.Join(", ", winners)} is the best of a sweep on the very rows that judge the ensemble: the metrics are optimistic."] : Array.Empty<string>(),
            ],
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
            StackCombineSettings stack => new JsonObject { ["stack"] = JsonNode.Parse(JsonSerializer.Serialize(stack, ReportJson.Options)) },
            LogBlendCombineSettings => "logBlend",
            WeightedCombineSettings => "weighted",
            _ => "mean",
        };
        return new JsonObject
        {
            ["members"] = new JsonArray([.. settings.Members.Select(name => (JsonNode)name)]),
            ["combine"] = combine,
            ["calibration"] = JsonSerializer.SerializeToNode(settings.Calibration, ReportJson.Options),
            ["crossFits"] = settings.CrossFits,
            ["seed"] = settings.Seed,
        };
    }
}
