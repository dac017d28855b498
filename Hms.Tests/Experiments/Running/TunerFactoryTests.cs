using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Running;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Auto;
using Hms.Tuning.Tuners.CmaEs;
using Hms.Tuning.Tuners.CostFrugal;
using Hms.Tuning.Tuners.GaussianProcess;
using Hms.Tuning.Tuners.Grid;
using Hms.Tuning.Tuners.Rounds;
using Hms.Tuning.Tuners.Sobol;

namespace Hms.Tests.Experiments.Running;

public sealed class TunerFactoryTests
{
    [Fact]
    public void Create_EveryChoice_HasItsTuner()
    {
        var expected = new Dictionary<TunerChoice, Type>
        {
            [TunerChoice.Auto] = typeof(AutoTuner),
            [TunerChoice.Tpe] = typeof(TpeTuner),
            [TunerChoice.GaussianProcess] = typeof(GaussianProcessTuner),
            [TunerChoice.CmaEs] = typeof(CmaEsTuner),
            [TunerChoice.CostFrugal] = typeof(CostFrugalTuner),
            [TunerChoice.Sobol] = typeof(SobolTuner),
            [TunerChoice.Grid] = typeof(GridTuner),
            [TunerChoice.Random] = typeof(RandomTuner),
        };
        foreach (var choice in Enum.GetValues<TunerChoice>())
        {
            Assert.IsType(expected[choice], TunerFactory.Create(new SweepSettings { Tuner = choice }, 20));
            Assert.IsType(expected[choice], TunerFactory.Create(new SweepSettings { Tuner = choice, StartupTrials = 3 }, 20));
        }
        Assert.IsType<AutoTuner>(TunerFactory.Create(new SweepSettings(), 20));
    }

    [Fact]
    public void Create_Rounds_NarrowsWhatTheTunerSees() => Assert.IsType<RoundsTuner>(TunerFactory.Create(new SweepSettings { Tuner = TunerChoice.Random, Rounds = 3 }, 20));
}
