using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Sobol;

namespace Hms.Tests.Tuning.Tuners.Sobol;

public sealed class SobolTunerTests
{
    [Fact]
    public void Propose_16Trials_PutsOneIntoEverySixteenthOfEachAxis()
    {
        var space = new SearchSpace(new SearchParameter("x", new FloatDistribution(1, 5)), new SearchParameter("lr", new FloatDistribution(1e-4, 1, Log: true)), new SearchParameter("c", new CategoricalDistribution("a", "b", "c", "d")));
        var values = Enumerable.Range(0, 16).Select(n => new SobolTuner().Propose(new TuningContext { Space = space, Seed = 4, TrialNumber = n })).ToList();
        Assert.Equal(16, values.Select(x => (int)((x.GetDouble("x") - 1) * 4)).Distinct().Count());
        Assert.Equal(16, values.Select(x => (int)((Math.Log10(x.GetDouble("lr")) + 4) * 4)).Distinct().Count());
        Assert.All(values.GroupBy(x => x.GetString("c")), x => Assert.Equal(4, x.Count()));
    }

    [Fact]
    public void Propose_ATinySpaceUsedUp_RepeatsInsteadOfHanging()
    {
        var space = new SearchSpace(new SearchParameter("a", new IntDistribution(0, 2)));
        var history = new List<Trial>();
        for (var n = 0; n < 5; n++)
        {
            history.Add(new Trial { Id = n, Number = n, State = TrialState.Complete, Values = [n], Parameters = new SobolTuner().Propose(new TuningContext { Space = space, Seed = 1, TrialNumber = n, History = history }) });
        }
        Assert.Equal(3, history.Take(3).Select(x => x.Parameters).Distinct().Count());
    }
}
