using Hms.Signal.Randomness;

namespace Hms.Tests.Signal.Randomness;

public sealed class HashRandomTests
{
    /// <summary>First outputs of SplitMix64 for seed 1234567, as published with the reference implementation's test vectors (Rosetta Code, "Pseudo-random numbers/Splitmix64").</summary>
    [Fact]
    public void NextUInt64_PublishedSeed_GivesPublishedNumbers()
    {
        var random = new HashRandom(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void NextGaussian_ManyDraws_HasUnitMoments()
    {
        var random = new HashRandom(7);
        var draws = Enumerable.Range(0, 200_000).Select(_ => random.NextGaussian()).ToArray();
        Assert.InRange(draws.Average(), -0.01, 0.01);
        Assert.InRange(draws.Average(x => x * x), 0.985, 1.015);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    [InlineData(4.5)]
    public void NextGamma_ManyDraws_MeanAndVarianceEqualShape(double shape)
    {
        var random = new HashRandom(11);
        var draws = Enumerable.Range(0, 200_000).Select(_ => random.NextGamma(shape)).ToArray();
        var mean = draws.Average();
        Assert.InRange(mean / shape, 0.98, 1.02);
        Assert.InRange(draws.Average(x => (x - mean) * (x - mean)) / shape, 0.96, 1.04);
    }

    [Fact]
    public void Shuffle_AnyItems_IsAPermutation()
    {
        var items = Enumerable.Range(0, 100).ToArray();
        new HashRandom(3).Shuffle(items.AsSpan());
        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
    }

    [Fact]
    public void Derive_DifferentParts_GiveDifferentSeeds()
    {
        var seeds = from a in Enumerable.Range(0, 50) from b in Enumerable.Range(0, 50) select SeedHash.Derive(1, (ulong)a, (ulong)b);
        Assert.Equal(2500, seeds.Distinct().Count());
        Assert.NotEqual(SeedHash.Derive(1, "a"), SeedHash.Derive(1, "b"));
    }

    /// <summary>FNV-1a 64 of "a" and "foobar", from the authors' test suite (isthe.com/chongo/tech/comp/fnv).</summary>
    [Fact]
    public void OfText_PublishedTexts_GivesPublishedHashes()
    {
        Assert.Equal(0xaf63dc4c8601ec8cUL, SeedHash.OfText("a"));
        Assert.Equal(0x85944171f73967e8UL, SeedHash.OfText("foobar"));
    }
}
