using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>One run between two restarts and the trials spent so far.</summary>
/// <param name="Number">0 for the first run.</param>
/// <param name="IsSmall">A run with a small population (BIPOP only).</param>
/// <param name="LargeRuns">Runs with a large population so far, this one included.</param>
/// <param name="LargeTrials">Trials spent in runs with a large population, the first run left out.</param>
/// <param name="SmallTrials">Trials spent in runs with a small population.</param>
/// <param name="StepSize">First step size of this run.</param>
internal sealed record CmaRun(int Number, bool IsSmall, int LargeRuns, long LargeTrials, long SmallTrials, double StepSize)
{
    /// <summary>The same run after another generation.</summary>
    public CmaRun Spend(int trials) => this with { LargeTrials = LargeTrials + (IsSmall || Number == 0 ? 0 : trials), SmallTrials = SmallTrials + (IsSmall ? trials : 0) };

    /// <summary>The next run and its population.</summary>
    /// <param name="restarts">Not None.</param>
    /// <param name="firstPopulation">Population of the first run.</param>
    /// <param name="firstStepSize">Step size of the first run.</param>
    /// <param name="random">For the size of a small run.</param>
    public (CmaRun Run, int Population) Next(CmaEsRestarts restarts, int firstPopulation, double firstStepSize, SplitMix64 random)
    {
        var small = restarts == CmaEsRestarts.Bipop && Number > 0 && SmallTrials < LargeTrials;
        if (!small)
        {
            var population = (int)Math.Min(firstPopulation * Math.Pow(2, LargeRuns), 1 << 20);
            return (this with { Number = Number + 1, IsSmall = false, LargeRuns = LargeRuns + 1, StepSize = firstStepSize }, population);
        }
        var (u, v) = (random.NextDouble(), random.NextDouble());
        var size = Math.Floor(firstPopulation * Math.Pow(0.5 * Math.Pow(2, LargeRuns - 1), u * u));
        return (this with { Number = Number + 1, IsSmall = true, StepSize = firstStepSize * Math.Pow(10, -2 * v) }, Math.Max(4, (int)size));
    }
}
