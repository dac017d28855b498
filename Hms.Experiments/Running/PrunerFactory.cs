using Hms.Experiments.Configuration.Settings;
using Hms.Tuning.Pruners;

namespace Hms.Experiments.Running;

/// <summary>From the pruner of a sweep block to the engine's. Values are running means over folds, which rise when a new fold begins, so latest values are compared.</summary>
/// <param name="folds">Folds of a full trial.</param>
/// <param name="epochs">Epochs of a fold. (Where they vary from trial to trial, validation admits no pruner.)</param>
/// <param name="groupsOfFold">Patient of each held-out row of a fold, in the order in which row losses are reported; null where rows are not compared.</param>
internal sealed class PrunerFactory(int folds, int epochs, Func<int, IReadOnlyList<int>>? groupsOfFold = null)
{
    private int TotalSteps => folds * epochs;

    /// <summary>The pruner that the block names, held back by its patience.</summary>
    /// <param name="sweep">The block.</param>
    public IPruner Create(SweepSettings sweep)
    {
        var pruner = Create(sweep.Pruner);
        return sweep.Patience is { } patience && pruner is not NonePruner ? new PatientPruner(pruner, new PatientPrunerOptions { Patience = patience }) : pruner;
    }

    private IPruner Create(PrunerSettings settings) => settings switch
    {
        AutoPrunerSettings => DefaultPruner.For(folds, epochs, groupsOfFold),
        FoldEpochPrunerSettings x => new FoldEpochPruner(new FoldEpochPrunerOptions
        {
            Folds = folds, Epochs = epochs, StartupTrials = x.StartupTrials, WarmupSteps = x.WarmupSteps, GroupsOfFold = groupsOfFold,
        }),
        FoldRacePrunerSettings x => new FoldRacePruner(new FoldRacePrunerOptions
        {
            Folds = folds, Epochs = epochs, Z = x.Z, StartupTrials = x.StartupTrials, MinimumFolds = x.MinimumFolds, GroupsOfFold = groupsOfFold,
        }),
        MedianPrunerSettings x => Median(x.StartupTrials, x.WarmupSteps),
        PercentilePrunerSettings x => new PercentilePruner(new PercentilePrunerOptions
        {
            Percentile = x.Percentile, StartupTrials = x.StartupTrials, WarmupSteps = x.WarmupSteps, TotalSteps = TotalSteps, Compare = MedianComparison.Latest,
        }),
        ThresholdPrunerSettings x => new ThresholdPruner(new ThresholdPrunerOptions { Upper = x.Upper, WarmupSteps = x.WarmupSteps, TotalSteps = TotalSteps }),
        SuccessiveHalvingPrunerSettings x => new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions
        {
            MinimumResource = x.MinimumSteps, ReductionFactor = x.ReductionFactor, TotalSteps = TotalSteps,
        }),
        HyperbandPrunerSettings x => new HyperbandPruner(new HyperbandPrunerOptions
        {
            MinimumResource = x.MinimumSteps, MaximumResource = TotalSteps, ReductionFactor = x.ReductionFactor, TotalSteps = TotalSteps,
        }),
        NonePrunerSettings => new NonePruner(),
        _ => throw new NotSupportedException($"The pruner {settings.GetType().Name} has no counterpart in the engine."),
    };

    private MedianPruner Median(int startupTrials, int? warmupSteps) => new(new MedianPrunerOptions
    {
        StartupTrials = startupTrials, WarmupSteps = warmupSteps, TotalSteps = TotalSteps, Compare = MedianComparison.Latest,
    });
}
