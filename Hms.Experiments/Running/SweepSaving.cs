using System.Globalization;
using Hms.Experiments.Configuration;
using Hms.Experiments.Pipelines;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Running;

/// <summary>What stopping trials early has saved in a sweep: completed and pruned trials, failed ones left out.</summary>
/// <param name="FoldsTrained">Folds that were begun.</param>
/// <param name="FoldsPlanned">Folds of as many full trials.</param>
/// <param name="EpochsTrained">Epochs (of a learner: tenths of a fold) that were trained.</param>
/// <param name="EpochsPlanned">Those of as many full trials.</param>
internal sealed record SweepSaving(int FoldsTrained, int FoldsPlanned, int EpochsTrained, int EpochsPlanned)
{
    /// <summary>Share of the folds that were not trained, 0 to 1.</summary>
    public double FoldShare => Share(FoldsTrained, FoldsPlanned);

    /// <summary>Share of the epochs that were not trained, 0 to 1; early stopping within folds counts as well.</summary>
    public double EpochShare => Share(EpochsTrained, EpochsPlanned);

    /// <summary>Counts the folds and epochs of a study.</summary>
    /// <param name="experiment">The experiment, whose trials may differ in length.</param>
    /// <param name="trials">Its trials.</param>
    /// <param name="folds">Folds of a full trial.</param>
    public static SweepSaving Of(ResolvedExperiment experiment, IEnumerable<Trial> trials, int folds)
    {
        var saving = new SweepSaving(0, 0, 0, 0);
        foreach (var trial in trials.Where(t => t.State is TrialState.Complete or TrialState.Pruned))
        {
            var epochs = TrainingLength.StepsPerFold(SearchSpaceFactory.Bind(experiment, trial.Parameters));
            var begun = trial.IntermediateValues.Keys.GroupBy(step => step / epochs).ToArray();
            saving = new SweepSaving(
                saving.FoldsTrained + begun.Length, saving.FoldsPlanned + folds,
                saving.EpochsTrained + begun.Sum(fold => fold.Max() % epochs + 1), saving.EpochsPlanned + folds * epochs);
        }
        return saving;
    }

    /// <summary>As a person reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"folds trained {FoldsTrained} of {FoldsPlanned} ({100 * FoldShare:F0} % saved), epochs {EpochsTrained} of {EpochsPlanned} ({100 * EpochShare:F0} % saved)");

    private static double Share(int trained, int planned) => planned == 0 ? 0 : 1 - (double)trained / planned;
}
