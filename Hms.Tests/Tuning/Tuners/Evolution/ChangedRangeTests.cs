using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.CmaEs;
using Hms.Tuning.Tuners.CostFrugal;
using Hms.Tuning.Tuners.Evolution;

namespace Hms.Tests.Tuning.Tuners.Evolution;

/// <summary>A history from other ranges of the same parameters must not push a proposal out of the present ones.</summary>
public sealed class ChangedRangeTests
{
    private static readonly SearchSpace Wide = Space(new FloatDistribution(-10, 10), new IntDistribution(0, 100), new IntDistribution(1, 9), new FloatDistribution(0, 4));

    private static readonly SearchSpace Narrow = Space(new FloatDistribution(0.5, 2, Log: true), new IntDistribution(20, 30, Step: 5), new IntDistribution(4, 4), new FloatDistribution(1, 2, Step: 0.25));

    public static TheoryData<string> Names => ["cmaes", "warm", "costfrugal", "nsga2"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Propose_AHistoryOfAWiderRange_StaysInThePresentOne(string name)
    {
        var history = Enumerable.Range(0, 60).Select(n => new Trial { Id = n, Number = n, State = TrialState.Complete, Parameters = new RandomTuner().Propose(Context(Wide, n, [])), Values = [n * 7 % 31] }).ToList();
        ITuner tuner = name switch
        {
            "cmaes" => new CmaEsTuner(),
            "warm" => new CmaEsTuner(new CmaEsOptions { StartupTrials = 40, Start = CmaEsStart.WarmStart }),
            "costfrugal" => new CostFrugalTuner(),
            _ => new NsgaIITuner(),
        };
        for (var n = 60; n < 160; n++)
        {
            var values = tuner.Propose(Context(Narrow, n, history));
            Assert.All(values, x => Assert.True(x.Distribution.Contains(x.InternalValue), $"{x.Name} = {x.InternalValue:R}"));
            history.Add(new Trial { Id = n, Number = n, State = TrialState.Complete, Parameters = values, Values = [n * 7 % 31] });
        }
    }

    private static SearchSpace Space(FloatDistribution x, IntDistribution n, IntDistribution fixedLater, FloatDistribution inBranch) => new(
        new SearchParameter("x", x),
        new SearchParameter("n", n),
        new SearchParameter("f", fixedLater),
        new SearchParameter("c", new CategoricalDistribution("a", "b")),
        new SearchParameter("w", inBranch, new SearchCondition("c", 1)));

    private static TuningContext Context(SearchSpace space, int number, IReadOnlyList<Trial> history) => new() { Space = space, Seed = 9, TrialNumber = number, History = history };
}
