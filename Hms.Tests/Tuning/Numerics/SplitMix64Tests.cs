using Hms.Signal.Randomness;
using Hms.Tuning.Numerics;

namespace Hms.Tests.Tuning.Numerics;

/// <summary>The sweep engine may not reference Hms.Signal, so it has a generator of its own: both must give the same numbers and seeds.</summary>
public sealed class SplitMix64Tests
{
    [Fact]
    public void NextUInt64_SameSeed_EqualsHashRandom()
    {
        var (ours, theirs) = (new SplitMix64(1234567), new HashRandom(1234567));
        for (var i = 0; i < 100; i++) { Assert.Equal(theirs.NextUInt64(), ours.NextUInt64()); }
    }

    [Fact]
    public void NextInteger_SameSeed_EqualsHashRandom()
    {
        var (ours, theirs) = (new SplitMix64(5), new HashRandom(5));
        for (var i = 1; i < 100; i++) { Assert.Equal(theirs.NextInt(i), ours.NextInteger(i)); }
    }

    [Fact]
    public void Derive_NameAndParts_EqualsSeedHash() =>
        Assert.Equal(SeedHash.Derive(42, SeedHash.OfText("trial"), 7, 3), SplitMix64.Derive(42, "trial", 7, 3));
}
