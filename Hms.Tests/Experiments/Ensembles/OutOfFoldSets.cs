using Hms.Experiments.Ensembles;
using Hms.Signal.Randomness;

namespace Hms.Tests.Experiments.Ensembles;

/// <summary>Out-of-fold predictions drawn so that the best combination is known.</summary>
internal static class OutOfFoldSets
{
    public const int Classes = 6;

    /// <summary>Random distributions, [rows, classes].</summary>
    public static double[] Distributions(ulong seed, int rows, double spread)
    {
        var random = new HashRandom(seed);
        var values = new double[rows * Classes];
        for (var row = 0; row < rows; row++)
        {
            var one = values.AsSpan(row * Classes, Classes);
            foreach (ref var value in one) { value = spread * random.NextGaussian(); }
            LogBlendCombination.Softmax(one);
        }
        return values;
    }

    /// <summary>Shares of votes drawn from distributions.</summary>
    public static double[] Votes(ulong seed, double[] distributions, int votes)
    {
        var random = new HashRandom(seed);
        var shares = new double[distributions.Length];
        for (var row = 0; row < shares.Length / Classes; row++)
        {
            for (var vote = 0; vote < votes; vote++) { shares[row * Classes + random.NextIndex(distributions.AsSpan(row * Classes, Classes))] += 1.0 / votes; }
        }
        return shares;
    }

    /// <summary>Distributions blurred by noise of their logarithms.</summary>
    public static double[] Noisy(ulong seed, double[] distributions, double noise)
    {
        var random = new HashRandom(seed);
        double[] values = [.. distributions.Select(value => Math.Log(value) + noise * random.NextGaussian())];
        for (var row = 0; row < values.Length / Classes; row++) { LogBlendCombination.Softmax(values.AsSpan(row * Classes, Classes)); }
        return values;
    }

    public static EnsembleData Data(double[] truth, int patients, params double[][] members) => new()
    {
        Classes = Classes,
        Truth = truth,
        Members = [.. members.Select((member, m) => new EnsembleMember($"model {m}", member))],
        Groups = [.. Enumerable.Range(0, truth.Length / Classes).Select(row => (long)(row % patients))],
    };
}
