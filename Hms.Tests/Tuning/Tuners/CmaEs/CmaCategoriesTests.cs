using Hms.Tuning.Numerics;
using Hms.Tuning.Tuners.CmaEs;

namespace Hms.Tests.Tuning.Tuners.CmaEs;

/// <summary>The probabilities of categorical parameters.</summary>
public sealed class CmaCategoriesTests
{
    private const double RoundingError = 1e-12;

    [Fact]
    public void Update_OneGeneration_StepsByOneInTheFisherMetric()
    {
        var constants = new CmaConstants(1, 4);
        var before = CmaCategories.Uniform([3]);
        var after = before.Update([[0], [0], [1], [2]], constants);
        double third = 1.0 / 3;
        double[] raw = [third + 2 * third / Math.Sqrt(2), third - third / Math.Sqrt(2), third - third / Math.Sqrt(2)];
        const double Least = (1 - 0.73) / 2;
        double[] raised = [raw[0], Least, Least];
        var expected = raised.Select(x => x + (1 - raised.Sum()) / (raised.Sum() - 3 * Least) * (x - Least)).ToArray();
        for (var i = 0; i < 3; i++) { Assert.Equal(expected[i], after.Probabilities[0][i], RoundingError); }
    }

    [Fact]
    public void Update_ASeparableProblem_FindsTheBestChoices()
    {
        int[] best = [0, 3, 1, 2, 4];
        var categories = CmaCategories.Uniform([2, 4, 3, 5, 6]);
        var constants = new CmaConstants(5, 12);
        for (var g = 0; g < 60; g++)
        {
            var samples = Enumerable.Range(0, 12).Select(k => categories.Sample(new SplitMix64(SplitMix64.Derive(1, "test", (ulong)g, (ulong)k)))).OrderBy(x => Enumerable.Range(0, 5).Count(n => x[n] != best[n])).ToList();
            categories = categories.Update(samples, constants);
        }
        for (var n = 0; n < 5; n++)
        {
            Assert.Equal(best[n], Array.IndexOf(categories.Probabilities[n], categories.Probabilities[n].Max()));
            Assert.Equal(1, categories.Probabilities[n].Sum(), RoundingError);
        }
    }

    [Fact]
    public void Probabilities_AlwaysTheSameChoice_KeepTheLeastProbability()
    {
        var categories = CmaCategories.Uniform([4, 2]);
        for (var g = 0; g < 30; g++) { categories = categories.Update([[1, 0], [1, 0], [1, 0], [1, 0]], new CmaConstants(2, 4)); }
        var least = (1 - Math.Sqrt(0.73)) / 3;
        Assert.Equal(least, categories.Probabilities[0][3], 1e-9);
        Assert.Equal(1 - Math.Sqrt(0.73), categories.Probabilities[1][1], 1e-9);
    }
}
