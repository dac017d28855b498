using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>A tuner against a problem, without storage.</summary>
internal static class SweepSimulator
{
    /// <summary>The best value after each trial.</summary>
    public static double[] Run(Problem problem, ITuner tuner, ulong seed, int trials)
    {
        var history = new List<Trial>(trials);
        var best = new double[trials];
        for (var n = 0; n < trials; n++)
        {
            ParameterValues values = tuner.Propose(new TuningContext { Space = problem.Space, Seed = seed, TrialNumber = n, History = history });
            var value = problem.Evaluate(values);
            history.Add(new Trial { Id = n, Number = n, State = TrialState.Complete, Parameters = values, Values = [value] });
            best[n] = n == 0 ? value : Math.Min(best[n - 1], value);
        }
        return best;
    }
}
