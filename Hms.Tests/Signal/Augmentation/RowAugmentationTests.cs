using Hms.Signal.Augmentation;

namespace Hms.Tests.Signal.Augmentation;

public sealed class RowAugmentationTests
{
    private const int Draws = 20_000;
    private const float Mask = -7;

    // Four standard errors of a share of 20,000 draws: 4 sqrt(0.25 / 20,000) = 0.014.
    private const double ShareTolerance = 0.015;
    private static readonly string[] Pairs = ["Fp1-F7", "Fp2-F8", "Fz-Cz"];

    [Fact]
    public void Apply_FlipTime_ReversesEveryRun() =>
        Assert.Equal([3f, 2, 1, 6, 5, 4], Apply(new() { FlipTimeProbability = 1 }, [2, 3], [1, 2, 3, 4, 5, 6]));

    [Fact]
    public void Apply_Mirror_ExchangesLeftAndRight() =>
        Assert.Equal([3f, 4, 1, 2, 5, 6], Apply(new() { MirrorProbability = 1 }, [3, 2], [1, 2, 3, 4, 5, 6], Pairs));

    [Fact]
    public void Apply_MirrorOfPairWrittenTheOtherWayRound_NegatesSignalsButNotPower()
    {
        string[] transverse = ["F3-Fz", "Fz-F4"];
        var options = new AugmentationOptions { MirrorProbability = 1 };
        Assert.Equal([-3f, -4, -1, -2], Apply(options, [2, 2], [1, 2, 3, 4], transverse));
        Assert.Equal([3f, 4, 1, 2], Apply(options, [2, 1, 2], [1, 2, 3, 4], transverse));
    }

    [Fact]
    public void Apply_MirrorTwice_GivesTheRowBack()
    {
        float[] row = [.. Enumerable.Range(0, 12).Select(i => (float)i)];
        var options = new AugmentationOptions { MirrorProbability = 1, FlipTimeProbability = 1 };
        Assert.Equal(row, Apply(options, [3, 2, 2], Apply(options, [3, 2, 2], row, Pairs), Pairs));
    }

    [Fact]
    public void Apply_ShiftWithMask_MovesAllChannelsAlike() => ForSeeds(seed =>
    {
        var row = Apply(new() { ShiftProbability = 1, ShiftMaxFraction = 0.4, MaskValue = Mask }, [2, 10], Ramp(20), seed: seed);
        var shift = Enumerable.Range(-4, 9).Single(shift => Enumerable.Range(0, 20).All(i => row[i] == (i % 10 - shift is >= 0 and < 10 ? i - shift : Mask)));
        Assert.InRange(shift, -4, 4);
    });

    [Fact]
    public void Apply_ShiftWithWrap_IsARoll() => ForSeeds(seed =>
    {
        var row = Apply(new() { ShiftProbability = 1, ShiftMaxFraction = 1, ShiftEdge = ShiftEdge.Wrap }, [1, 10], Ramp(10), seed: seed);
        Assert.Single(Enumerable.Range(0, 10), shift => Enumerable.Range(0, 10).All(i => row[(i + shift) % 10] == i));
    });

    [Fact]
    public void Apply_TimeMasks_MaskOneStretchInAllChannels() => ForSeeds(seed =>
    {
        var row = Apply(new() { TimeMaskProbability = 1, TimeMaskCount = 1, TimeMaskMaxFraction = 0.3, MaskValue = Mask }, [2, 2, 20], Ramp(80), seed: seed);
        var masked = Enumerable.Range(0, 20).Where(i => row[i] == Mask).ToArray();
        Assert.InRange(masked.Length, 0, 6);
        Assert.Equal(Enumerable.Range(masked.FirstOrDefault(), masked.Length), masked);
        for (var i = 0; i < 80; i++) { Assert.Equal(masked.Contains(i % 20) ? Mask : i, row[i]); }
    });

    [Fact]
    public void Apply_FrequencyMasks_MaskRowsInAllChannels() => ForSeeds(seed =>
    {
        var row = Apply(new() { FrequencyMaskProbability = 1, FrequencyMaskCount = 1, FrequencyMaskMaxFraction = 0.5, MaskValue = Mask }, [2, 10, 3], Ramp(60), seed: seed);
        var masked = Enumerable.Range(0, 10).Where(i => row[3 * i] == Mask).ToArray();
        Assert.InRange(masked.Length, 0, 5);
        for (var i = 0; i < 60; i++) { Assert.Equal(masked.Contains(i / 3 % 10) ? Mask : i, row[i]); }
    });

    [Fact]
    public void Apply_ChannelDrop_MasksWholeChannelsButNeverAll()
    {
        var dropped = 0;
        ForSeeds(seed =>
        {
            var row = Apply(new() { ChannelDropProbability = 0.5, MaskValue = Mask }, [2, 4], Ramp(8), seed: seed);
            var masked = row.Chunk(4).Count(channel => channel.All(value => value == Mask));
            Assert.Equal(4 * masked, row.Count(value => value == Mask));
            Assert.True(masked < 2);
            dropped += masked;
        });
        Assert.True(dropped > 50);
    }

    [Fact]
    public void Apply_Probability_IsTheShareOfRows()
    {
        var augmentation = new RowAugmentation(new() { FlipTimeProbability = 0.3 }, [1, 2]);
        var flipped = 0;
        for (var i = 0; i < Draws; i++)
        {
            float[] row = [0, 1];
            augmentation.Apply(row, new float[2], RowAugmentation.SeedOf(7, 3, (ulong)i));
            if (row[0] == 1) { flipped++; }
        }
        Assert.Equal(0.3, (double)flipped / Draws, ShareTolerance);
    }

    [Fact]
    public void Apply_AnotherChangeSwitchedOn_LeavesTheDrawsOfTheOthers() => ForSeeds(seed =>
    {
        var flip = Apply(new() { FlipTimeProbability = 0.5 }, [1, 4], Ramp(4), seed: seed);
        var both = Apply(new() { FlipTimeProbability = 0.5, MirrorProbability = 1, ChannelDropProbability = 0.5 }, [1, 4], Ramp(4), ["Fz"], seed);
        Assert.Equal(flip, both);
    });

    [Fact]
    public void SeedOf_PassAndRow_AllDiffer() =>
        Assert.Equal(10_000, Enumerable.Range(0, 100).SelectMany(pass => Enumerable.Range(0, 100).Select(row => RowAugmentation.SeedOf(1, (ulong)pass, (ulong)row))).Distinct().Count());

    [Theory, InlineData(0.2), InlineData(1), InlineData(4)]
    public void MixupShare_Beta_HasItsMoments(double alpha)
    {
        var augmentation = new RowAugmentation(new() { MixupProbability = 1, MixupAlpha = alpha }, [1, 1]);
        var shares = Enumerable.Range(0, Draws).Select(i => augmentation.MixupShare(RowAugmentation.SeedOf(5, 0, (ulong)i))).ToArray();
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(0.5, shares.Average(), ShareTolerance);
        Assert.Equal(1 / (4 * (2 * alpha + 1)), shares.Average(share => (share - 0.5) * (share - 0.5)), 0.004); // Variance of Beta(a, a); 4 standard errors are below 0.003.
    }

    [Fact]
    public void MixupPartner_AllRowsButItself_AreEquallyLikely()
    {
        var counts = new int[5];
        for (var i = 0; i < Draws; i++) { counts[RowAugmentation.MixupPartner(RowAugmentation.SeedOf(2, 1, (ulong)i), row: 2, rowCount: 5)]++; }
        Assert.Equal(0, counts[2]);
        Assert.All(counts.Where((_, row) => row != 2), count => Assert.Equal(0.25, (double)count / Draws, ShareTolerance));
    }

    [Fact]
    public void Mix_Share_IsALinearMean()
    {
        float[] row = [1, 2];
        RowAugmentation.Mix(row, [5, 10], 0.75);
        Assert.Equal([2f, 4], row);
    }

    [Fact]
    public void Apply_AfterWarmUp_AllocatesOnlyGenerators()
    {
        var augmentation = new RowAugmentation(All, [3, 8, 50], Pairs);
        var (row, scratch) = (new float[1200], new float[1200]);
        augmentation.Apply(row, scratch, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (ulong i = 0; i < 100; i++) { augmentation.Apply(row, scratch, i); }
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 6 * 64);
    }

    [Fact]
    public void Validate_Errors_NameTheirOptions()
    {
        var options = All with { FlipTimeProbability = 1.5, MirrorProbability = double.NaN, ShiftMaxFraction = 0, TimeMaskCount = 0, FrequencyMaskMaxFraction = 2, MaskValue = float.NaN, MixupAlpha = 0, ShiftEdge = (ShiftEdge)9 };
        string[] names = ["FlipTimeProbability", "MirrorProbability", "ShiftMaxFraction", "TimeMaskCount", "FrequencyMaskMaxFraction", "MaskValue", "MixupAlpha", "ShiftEdge"];
        Assert.Equal(names.Length, options.Validate().Count);
        Assert.All(names, name => Assert.Single(options.Validate(), error => error.StartsWith(name, StringComparison.Ordinal)));
        Assert.Contains("nothing", Assert.Single(new AugmentationOptions().Validate()), StringComparison.Ordinal);
        Assert.Empty(All.Validate());
    }

    [Fact]
    public void Constructor_ShapeOrNamesThatDoNotFit_SaysSo()
    {
        Assert.Contains("frequencies", Assert.Throws<ArgumentException>(() => new RowAugmentation(new() { FrequencyMaskProbability = 1 }, [2, 5])).Message, StringComparison.Ordinal);
        Assert.Contains("names", Assert.Throws<ArgumentException>(() => new RowAugmentation(new() { MirrorProbability = 1 }, [2, 5])).Message, StringComparison.Ordinal);
        Assert.Contains("Fp1", Assert.Throws<ArgumentException>(() => new RowAugmentation(new() { MirrorProbability = 1 }, [2, 5], ["Fp1", "Fz"])).Message, StringComparison.Ordinal);
        Assert.Contains("[5]", Assert.Throws<ArgumentException>(() => new RowAugmentation(All, [5])).Message, StringComparison.Ordinal);
        Assert.Contains("5 values", Assert.Throws<ArgumentException>(() => new RowAugmentation(new() { FlipTimeProbability = 1 }, [2, 3]).Apply(new float[5], new float[6], 1)).Message, StringComparison.Ordinal);
    }

    private static AugmentationOptions All { get; } = new()
    {
        FlipTimeProbability = 1, MirrorProbability = 1, ShiftProbability = 1, TimeMaskProbability = 1, FrequencyMaskProbability = 1, ChannelDropProbability = 0.2, MixupProbability = 1,
    };

    private static float[] Ramp(int size) => [.. Enumerable.Range(0, size).Select(i => (float)i)];

    private static float[] Apply(AugmentationOptions options, int[] dimensions, float[] row, string[]? names = null, ulong seed = 0)
    {
        var copy = (float[])row.Clone();
        new RowAugmentation(options, dimensions, names).Apply(copy, new float[copy.Length], RowAugmentation.SeedOf(seed, 0, 0));
        return copy;
    }

    private static void ForSeeds(Action<ulong> check)
    {
        for (ulong seed = 0; seed < 200; seed++) { check(seed); }
    }
}
