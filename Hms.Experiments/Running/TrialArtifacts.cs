using Hms.Experiments.Configuration.Settings;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Microsoft.ML;

namespace Hms.Experiments.Running;

/// <summary>Files of the trials: the predictions of all, the models of the best few.</summary>
internal sealed class TrialArtifacts
{
    private readonly RunFolder _run;
    private readonly ModelExporter _exporter;
    private readonly IStudyStorage _storage;
    private readonly string _studyName;
    private readonly int _keepModels;

    public TrialArtifacts(RunFolder run, ModelExporter exporter, IStudyStorage storage, string studyName, int keepModels)
    {
        _run = run;
        _exporter = exporter;
        _storage = storage;
        _studyName = studyName;
        _keepModels = keepModels;
    }

    /// <summary>Where the folds of a trial are kept until it ends.</summary>
    /// <param name="number">The trial.</param>
    /// <param name="minimumSeconds">Folds that took less are not worth a file.</param>
    /// <param name="settings">What the trial trains, as text.</param>
    public FoldFolder Folds(int number, double minimumSeconds, string settings) => new(_run.TrialTraining(number), minimumSeconds, settings);

    /// <summary>Saves a trial's predictions, and its model while it is among the best; removes the models that no longer are.</summary>
    public void Save(int number, ExperimentSettings settings, ulong seed, TrainedFolds trained)
    {
        if (!double.IsFinite(trained.MeanKl)) { return; } // the trial is about to fail, and would come first in the ranking
        Directory.CreateDirectory(_run.Trial(number));
        PredictionFile.Write(_run.TrialPredictions(number), trained.Predictions);
        var ranking = Completed().Where(t => t.Number != number).Select(t => (Value: t.Value!.Value, t.Number)).Append((Value: trained.MeanKl, Number: number)).Order().ToArray();
        var kept = ranking.Take(_keepModels).Select(t => t.Number).ToHashSet();
        if (kept.Contains(number)) { _exporter.SaveFolds(_run.TrialModel(number), settings, seed, number, trained); }
        foreach (var (_, dropped) in ranking.Where(t => !kept.Contains(t.Number))) { Remove(_run.TrialModel(dropped)); }
    }

    /// <summary>Removes models that two workers have kept at once beyond the number wanted.</summary>
    public void RemoveSurplus()
    {
        foreach (var trial in Completed().OrderBy(t => t.Value).ThenBy(t => t.Number).Skip(_keepModels)) { Remove(_run.TrialModel(trial.Number)); }
    }

    private static void Remove(string path)
    {
        if (File.Exists(path)) { File.Delete(path); }
    }

    private IEnumerable<Trial> Completed() =>
        _storage.FindStudy(_studyName) is { } study ? _storage.ReadTrials(study.Id).Where(t => t.State == TrialState.Complete && t.Value is { } value && double.IsFinite(value)) : [];
}
