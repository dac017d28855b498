using System.Security.Cryptography;
using Hms.Data.Views;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Pipelines;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>A member's completed run, checked: it is of the experiment as the file declares it, its data are still the same, and its predictions are out of fold.</summary>
internal sealed record MemberRun
{
    /// <summary>Name of the experiment.</summary>
    public required string Name { get; init; }

    /// <summary>Folder of its run.</summary>
    public required RunFolder Run { get; init; }

    /// <summary>Its record.</summary>
    public required RunRecord Record { get; init; }

    /// <summary>SHA-256 of the file of that record.</summary>
    public required string RecordSha256 { get; init; }

    /// <summary>What its rows are.</summary>
    public required RowsUnit Unit { get; init; }

    /// <summary>Its rows, folds and windows.</summary>
    public required ExperimentRows Rows { get; init; }

    /// <summary>Its predictions of held-out rows.</summary>
    public required IReadOnlyList<HeldOutPrediction> Predictions { get; init; }

    /// <summary>Signals that it reads.</summary>
    public RecordingColumns Sources => Rows.Sources;

    /// <summary>Opens the run of a member.</summary>
    /// <param name="declared">The experiment as the file declares it, at the scale of the ensemble.</param>
    /// <param name="scale">That scale.</param>
    /// <param name="run">Folder of the run.</param>
    /// <param name="cancellationToken">Stops between two recordings.</param>
    /// <exception cref="UserErrorException">The run cannot be a member; the message says why.</exception>
    public static MemberRun Open(ResolvedExperiment declared, string scale, RunFolder run, CancellationToken cancellationToken)
    {
        var record = RunRecord.Read(run);
        Require(record, declared, scale, run);
        var settings = RunSession.FixedSettings(declared);
        var foldFile = settings.Folds is FoldFileSettings ? run.Folds : null;
        var rows = ExperimentRows.Open(settings, record.DataRoot, PipelinePlan.Of(settings).Sources, cancellationToken, foldFile);
        if (rows.DataHash != record.DataHash)
        {
            throw Refusal(declared.Name, run, $"was trained on other data than {record.DataRoot} holds now (hash {record.DataHash[..12]}, now {rows.DataHash[..12]}); restore the data, or run the member again.");
        }
        if (rows.Folds.Leak is { } leak) { throw Refusal(declared.Name, run, $"has predictions that are not out of fold by patient: {leak} What is fitted on them would look better than it is. Split by patient (groupKFold), and run the member again."); }
        var path = record.BestTrial is { } trial ? run.TrialPredictions(trial) : run.Predictions;
        if (!File.Exists(path)) { throw Refusal(declared.Name, run, $"has no {Path.GetRelativePath(run.Path, path)}; run the member again."); }
        var predictions = PredictionFile.Read(path);
        RequireOutOfFold(declared.Name, path, predictions, rows);
        return new MemberRun
        {
            Name = declared.Name, Run = run, Record = record, Unit = settings.Rows.Unit, Rows = rows, Predictions = predictions,
            RecordSha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(run.Record))),
        };
    }

    private static void Require(RunRecord record, ResolvedExperiment declared, string scale, RunFolder run)
    {
        var name = declared.Name;
        if (record.Kind is not ("train" or "sweep")) { throw Refusal(name, run, $"is a run of kind \"{record.Kind}\"; a member is a training or a sweep."); }
        if (record.Experiment != name) { throw Refusal(name, run, $"is of the experiment \"{record.Experiment}\"; name the folder of \"{name}\"."); }
        if (record.State != "completed" || record.Result is null) { throw Refusal(name, run, $"is not completed (its state is \"{record.State}\"); finish it first."); }
        if (record.Scale != scale) { throw Refusal(name, run, $"was made at scale \"{record.Scale}\", the ensemble is run at \"{scale}\"; run the member at that scale."); }
        if (OpenTraining.Deciding(record.OpenExperiment()) != OpenTraining.Deciding(declared))
        {
            throw Refusal(name, run, "was made with other settings than the experiments file declares now; run the member again, or give the ensemble the file that it was run with.");
        }
        if (!File.Exists(run.Winner)) { throw Refusal(name, run, "has no winner.zip; run the member again."); }
    }

    /// <summary>Every prediction must be of the model of the fold that held its row out.</summary>
    private static void RequireOutOfFold(string name, string path, IReadOnlyList<HeldOutPrediction> predictions, ExperimentRows rows)
    {
        var seen = new HashSet<int>();
        foreach (var prediction in predictions)
        {
            var index = prediction.RowIndex;
            if (index < 0 || index >= rows.Rows.Count || rows.Rows[index].EegId != prediction.EegId || rows.Rows[index].PatientId != prediction.PatientId)
            {
                throw new UserErrorException($"{path}: row {index} is not EEG {prediction.EegId} of patient {prediction.PatientId} in the data of member \"{name}\"; run the member again.");
            }
            if (rows.FoldOfRow[index] != prediction.Fold)
            {
                throw new UserErrorException($"{path}: row {index} was predicted in fold {prediction.Fold}, but fold {rows.FoldOfRow[index]} holds it out: the model had seen it. In-sample predictions are refused; run member \"{name}\" again.");
            }
            if (!seen.Add(index)) { throw new UserErrorException($"{path}: row {index} is predicted twice; run member \"{name}\" again."); }
        }
    }

    private static UserErrorException Refusal(string name, RunFolder run, string reason) => new($"Member \"{name}\": the run in {run.Path} {reason}");
}
