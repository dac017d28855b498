using Hms.Signal.Montages;

namespace Hms.Tests.Signal.Montages;

public sealed class MontageTests
{
    [Fact]
    public void LongitudinalBipolar18_Pairs_AreTheDoubleBananaInOrder() => Assert.Equal(
        "Fp1-F7 F7-T3 T3-T5 T5-O1 Fp1-F3 F3-C3 C3-P3 P3-O1 Fz-Cz Cz-Pz Fp2-F4 F4-C4 C4-P4 P4-O2 Fp2-F8 F8-T4 T4-T6 T6-O2",
        string.Join(' ', Montage.LongitudinalBipolar18.Pairs));

    [Fact]
    public void LongitudinalBipolar16_Chains_AreFourOfFour()
    {
        var montage = Montage.LongitudinalBipolar16;
        Assert.Equal(16, montage.Pairs.Count);
        Assert.Equal([("LL", 0, 4), ("LP", 4, 4), ("RP", 8, 4), ("RL", 12, 4)], montage.Chains.Select(chain => (chain.Name, chain.FirstPair, chain.PairCount)));
    }

    [Fact]
    public void Apply_Bipolar_SubtractsNeighboursWhateverTheChannelOrder()
    {
        // Electrode number e has the samples 10 e and 10 e + 1.
        var names = Electrodes.HmsOrder.Reverse().ToArray();
        var eeg = names.SelectMany((_, i) => new[] { 10f * i * i, 10f * i * i + i }).ToArray();
        var bound = Montage.LongitudinalBipolar18.Bind(names);
        var output = new float[18 * 2];
        bound.Apply(eeg, 2, output);
        for (var pair = 0; pair < 18; pair++)
        {
            var active = Array.IndexOf(names, bound.Montage.Pairs[pair].Active);
            var reference = Array.IndexOf(names, bound.Montage.Pairs[pair].Reference);
            for (var n = 0; n < 2; n++) { Assert.Equal(eeg[2 * active + n] - eeg[2 * reference + n], output[2 * pair + n]); }
        }
    }

    [Fact]
    public void Apply_Referential_KeepsTheScalpElectrodes()
    {
        var eeg = Enumerable.Range(0, 60).Select(i => (float)i).ToArray();
        var output = new float[57];
        Montage.Referential.Bind(Electrodes.HmsOrder).Apply(eeg, 3, output);
        Assert.Equal(eeg[..57], output);
    }

    [Fact]
    public void Apply_NanElectrode_SpoilsItsPairsOnly()
    {
        var eeg = new float[20];
        eeg[5] = float.NaN;
        var output = new float[18];
        Montage.LongitudinalBipolar18.Bind(Electrodes.HmsOrder).Apply(eeg, 1, output);
        Assert.Equal([1, 2], Enumerable.Range(0, 18).Where(pair => float.IsNaN(output[pair])));
    }

    [Fact]
    public void Bind_MissingElectrodes_NamesThemAndThosePresent()
    {
        var error = Assert.Throws<ArgumentException>(() => Montage.FromPairs("mine", "Fp1-F7", "F7-T3", "Cz").Bind(["Fp1", "F3"]));
        Assert.StartsWith("Montage 'mine' needs electrodes F7, T3, Cz; present: Fp1, F3.", error.Message);
    }

    [Fact]
    public void Bind_NewerNamesAndOtherCase_AreFound()
    {
        var bound = Montage.FromPairs("mine", "F7-T3", "T5").Bind(["f7", "T7", "P7"]);
        var output = new float[2];
        bound.Apply([5, 3, 2], 1, output);
        Assert.Equal([2f, 2f], output);
    }

    [Fact]
    public void Bind_RepeatedChannel_IsRefused() =>
        Assert.StartsWith("Channel name cz occurs twice (channels 0 and 1)", Assert.Throws<ArgumentException>(() => Montage.FromPairs("mine", "Cz").Bind(["Cz", "cz"])).Message);

    [Theory]
    [InlineData("Fp1-")]
    [InlineData("")]
    [InlineData("A-B-C")]
    public void Parse_NotADerivation_QuotesIt(string text) =>
        Assert.Equal($"'{text}' is not a derivation; write two electrodes as Fp1-F7, or one as Fp1.", Assert.Throws<FormatException>(() => ElectrodePair.Parse(text)).Message);

    [Fact]
    public void Apply_WrongLengths_NamesBoth()
    {
        var bound = Montage.LongitudinalBipolar16.Bind(Electrodes.HmsOrder);
        Assert.StartsWith("The EEG has 19 values; 20 channels of 1 samples need 20.", Assert.Throws<ArgumentException>(() => bound.Apply(new float[19], 1, new float[16])).Message);
        Assert.StartsWith("The output has 15 values; 16 pairs of 1 samples need 16.", Assert.Throws<ArgumentException>(() => bound.Apply(new float[20], 1, new float[15])).Message);
    }
}
