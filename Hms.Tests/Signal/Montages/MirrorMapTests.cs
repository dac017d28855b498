using Hms.Signal.Montages;

namespace Hms.Tests.Signal.Montages;

public sealed class MirrorMapTests
{
    [Theory]
    [InlineData("Fp1", "Fp2")]
    [InlineData("fp2", "fp1")]
    [InlineData("T3", "T4")]
    [InlineData("P8", "P7")]
    [InlineData("FT9", "FT10")]
    [InlineData("Fz", "Fz")]
    [InlineData("EKG", "EKG")]
    [InlineData("Fp1-F7", "Fp2-F8")]
    [InlineData("Fz-Cz", "Fz-Cz")]
    [InlineData("C3-Cz", "C4-Cz")]
    [InlineData("O1-AVG", "O2-AVG")]
    [InlineData("LL", "RL")]
    [InlineData("RP", "LP")]
    [InlineData("LP_19.92", "RP_19.92")]
    [InlineData("MID", "MID")]
    [InlineData("channel1", null)]
    [InlineData("t0", null)]
    [InlineData("C_1", null)]
    [InlineData("F3-C3-P3", null)]
    [InlineData("Quiz", null)]
    public void NameOf_AnyName_IsTheOtherSide(string name, string? mirror) => Assert.Equal(mirror, MirrorMap.NameOf(name));

    [Fact]
    public void Of_HmsOrder_PairsEveryElectrode()
    {
        var map = MirrorMap.Of(Electrodes.HmsOrder);
        Assert.Equal(
            "Fp2 F4 C4 P4 F8 T4 T6 O2 Fz Cz Pz Fp1 F3 C3 P3 F7 T3 T5 O1 EKG",
            string.Join(' ', map.Sources.Select(source => Electrodes.HmsOrder[source])));
        Assert.DoesNotContain(-1, map.Signs);
    }

    [Fact]
    public void Of_EveryBuiltInMontage_IsItsOwnInverse()
    {
        foreach (var montage in Montage.BuiltIn)
        {
            var names = montage.Pairs.Select(pair => pair.Name).ToArray();
            var map = MirrorMap.Of(names);
            Assert.All(Enumerable.Range(0, names.Length), i =>
            {
                Assert.Equal(i, map.Sources[map.Sources[i]]);
                Assert.Equal(map.Signs[i], map.Signs[map.Sources[i]]);
            });
        }
    }

    [Fact]
    public void Apply_MontageOfMirroredElectrodes_EqualsMirroredMontage()
    {
        const int samples = 3;
        var eeg = Enumerable.Range(0, 20 * samples).Select(i => (float)(i * i % 97)).ToArray();
        var mirroredEeg = new float[eeg.Length];
        MirrorMap.Of(Electrodes.HmsOrder).Apply(eeg, samples, mirroredEeg);
        foreach (var montage in Montage.BuiltIn.Append(Montage.FromPairs("turned", "F7-F3", "F3-Fz", "Fz-F4", "F4-F8", "O1-O2")))
        {
            var bound = montage.Bind(Electrodes.HmsOrder);
            var (derived, expected, actual) = (new float[bound.PairCount * samples], new float[bound.PairCount * samples], new float[bound.PairCount * samples]);
            bound.Apply(eeg, samples, derived);
            bound.Apply(mirroredEeg, samples, expected);
            MirrorMap.Of([.. montage.Pairs.Select(pair => pair.Name)]).Apply(derived, samples, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Of_ChannelWithoutPartner_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => MirrorMap.Of(["Fp1", "F3", "F4", "Fz"]));
        Assert.StartsWith("Left and right cannot be exchanged: no mirror image of Fp1 among the channels Fp1, F3, F4, Fz.", error.Message);
    }

    [Fact]
    public void Apply_WrongLength_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => MirrorMap.Of(["Fp1", "Fp2"]).Apply(new float[5], 2, new float[5]));
        Assert.StartsWith("The input has 5 values, the output 5; 2 channels of 2 samples need 4.", error.Message);
    }
}
