using System.Collections.Immutable;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Running;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;

namespace Hms.Tests.Experiments.Running;

public sealed class PrunerFactoryTests
{
    private const int Folds = 2;
    private const int Epochs = 5;

    [Fact]
    public void Create_EveryKind_HasItsPruner()
    {
        Assert.IsType<FoldEpochPruner>(Create(new SweepSettings()));
        Assert.IsType<SuccessiveHalvingPruner>(new PrunerFactory(1, Epochs).Create(new SweepSettings()));
        Assert.IsType<NonePruner>(new PrunerFactory(1, 1).Create(new SweepSettings()));
        Assert.IsType<MedianPruner>(Create(new SweepSettings { Pruner = new MedianPrunerSettings() }));
        Assert.IsType<FoldEpochPruner>(Create(new SweepSettings { Pruner = new FoldEpochPrunerSettings() }));
        Assert.IsType<FoldRacePruner>(Create(new SweepSettings { Pruner = new FoldRacePrunerSettings { Z = 1.5 } }));
        Assert.Throws<ArgumentException>(() => new PrunerFactory(1, Epochs).Create(new SweepSettings { Pruner = new FoldRacePrunerSettings() }));
        Assert.IsType<PercentilePruner>(Create(new SweepSettings { Pruner = new PercentilePrunerSettings() }));
        Assert.IsType<SuccessiveHalvingPruner>(Create(new SweepSettings { Pruner = new SuccessiveHalvingPrunerSettings() }));
        Assert.IsType<HyperbandPruner>(Create(new SweepSettings { Pruner = new HyperbandPrunerSettings() }));
        Assert.IsType<ThresholdPruner>(Create(new SweepSettings { Pruner = new ThresholdPrunerSettings { Upper = 0.57 } }));
        Assert.IsType<NonePruner>(Create(new SweepSettings { Pruner = new NonePrunerSettings(), Patience = 3 }));
        Assert.IsType<PatientPruner>(Create(new SweepSettings { Pruner = new MedianPrunerSettings(), Patience = 3 }));
    }

    /// <summary>Ten trials that all reach 0.5; one that stands at 5 goes, one that leads stays, whatever the pruner.</summary>
    [Fact]
    public void Create_EveryKind_StopsAHopelessTrialAndKeepsTheLeader()
    {
        PrunerSettings[] all = [new MedianPrunerSettings(), new FoldEpochPrunerSettings(), new PercentilePrunerSettings(), new SuccessiveHalvingPrunerSettings(), new ThresholdPrunerSettings { Upper = 3 }];
        Assert.All(all, settings =>
        {
            var pruner = Create(new SweepSettings { Pruner = settings });
            Assert.True(IsEverPruned(pruner, 5), settings.ToString());
            Assert.False(IsEverPruned(pruner, 0.1), settings.ToString());
        });
    }

    private static IPruner Create(SweepSettings sweep) => new PrunerFactory(Folds, Epochs).Create(sweep);

    private static bool IsEverPruned(IPruner pruner, double level)
    {
        var history = Enumerable.Range(0, 10).Select(n => new Trial { Id = n, Number = n, State = TrialState.Complete, Values = [0.5 + 0.01 * n], IntermediateValues = Curve(0.5 + 0.01 * n, Folds * Epochs) }).ToList();
        return Enumerable.Range(1, Folds * Epochs - 1).Any(reports => pruner.Decide(new PruningContext
        {
            TrialNumber = 10, Step = reports - 1, IntermediateValues = Curve(level, reports), History = history,
        }) == PruningDecision.Prune);
    }

    private static ImmutableSortedDictionary<int, double> Curve(double level, int reports) => Enumerable.Range(0, reports).ToImmutableSortedDictionary(step => step, _ => level);
}
