using Hms.Signal.Randomness;
using Hms.Signal.Statistics;
using Hms.Training.Loop;

namespace Hms.Tests.Training.Loop;

/// <summary>Noisy images with one bright band, upper or lower (or none): votes lean to the class of the band.</summary>
internal static class ToyProblem
{
    public const int Classes = 3;
    public static readonly ImageShape Shape = new(1, 32, 32);

    private static readonly float[][] Votes = [[0.8f, 0.1f, 0.1f], [0.1f, 0.9f, 0], [0.2f, 0.1f, 0.7f]];

    public static IEnumerable<(float[] Image, float[] Votes)> Rows(int count, ulong seed)
    {
        for (var row = 0; row < count; row++)
        {
            var random = new HashRandom(SeedHash.Derive(seed, (ulong)row));
            var kind = row % Classes;
            var image = new float[Shape.Count];
            for (var i = 0; i < image.Length; i++)
            {
                var band = (i / Shape.Width) switch { >= 4 and < 10 => 0, >= 20 and < 26 => 1, _ => -1 };
                image[i] = (float)random.NextGaussian() + (band == kind ? 1.5f : 0);
            }
            yield return (image, Votes[kind]);
        }
    }

    public static SampleSpool Spool(int count, ulong seed)
    {
        var spool = new SampleSpool(Shape, Classes, folder: null);
        foreach (var (image, votes) in Rows(count, seed)) { spool.Append(image, votes, 1); }
        return spool;
    }

    /// <summary>Divergence of the mean votes, which no constant prediction beats.</summary>
    public static double PriorKl()
    {
        var prior = Enumerable.Range(0, Classes).Select(k => Votes.Average(votes => votes[k])).ToArray();
        return Votes.Average(votes => KullbackLeibler.Divergence(votes, prior));
    }
}
