using Hms.Signal.Montages;

namespace Hms.Tests.Signal.Montages;

public sealed class MontagePropertyTests
{
    private const int Samples = 1100; // two whole blocks of the kernel and a part

    // Values up to 100 in float; each derived value is rounded once.
    private const double Rounding = 1e-5;

    public static TheoryData<string> Names => [.. Montage.BuiltIn.Select(montage => montage.Name)];

    private static float[] Eeg => [.. TestSignals.Noise(20 * Samples, 3).Select(value => 50 * value)];

    [Fact]
    public void Average_AnyEeg_SumsToZeroAtEverySample()
    {
        var derived = Apply("average", Eeg);
        for (var t = 0; t < Samples; t++) { Assert.Equal(0, Enumerable.Range(0, 19).Sum(channel => (double)derived[channel * Samples + t]), 19 * Rounding); }
    }

    [Theory, MemberData(nameof(Names))]
    public void Apply_CommonSignalAdded_ChangesNothingUnlessReferential(string name)
    {
        // Multiples of 1/64 below 2^10: sums and differences are exact in float.
        var eeg = Eeg.Select(value => MathF.Round(value * 64) / 64).ToArray();
        var common = TestSignals.Noise(Samples, 4).Select(value => MathF.Round(value * 500 * 64) / 64).ToArray();
        var shifted = eeg.Select((value, i) => value + common[i % Samples]).ToArray();
        var (before, after) = (Apply(name, eeg), Apply(name, shifted));
        var largest = before.Zip(after, (a, b) => Math.Abs((double)a - b)).Max();
        if (name == "referential") { Assert.InRange(largest, 400, 500); }
        else { Assert.InRange(largest, 0, Rounding); }
    }

    [Theory, MemberData(nameof(Names))]
    public void Apply_SumOfTwo_IsTheSumOfBoth(string name)
    {
        var (a, b) = (Eeg, TestSignals.Noise(20 * Samples, 9));
        var (sum, first, second) = (Apply(name, [.. a.Zip(b, (x, y) => x + y)]), Apply(name, a), Apply(name, b));
        for (var i = 0; i < sum.Length; i++) { Assert.Equal((double)first[i] + second[i], sum[i], 3 * Rounding); }
    }

    [Theory, MemberData(nameof(Names))]
    public void ApplyPair_EveryPair_EqualsApply(string name)
    {
        var bound = Find(name).Bind(Electrodes.HmsOrder);
        var (all, one) = (Apply(name, Eeg), new float[Samples]);
        for (var pair = 0; pair < bound.PairCount; pair++)
        {
            bound.ApplyPair(Eeg, Samples, pair, one);
            Assert.Equal(all[(pair * Samples)..((pair + 1) * Samples)], one);
        }
    }

    [Theory]
    [InlineData("average", "O1")]
    [InlineData("laplacian", "O1")]
    public void Apply_NanElectrode_IsLeftOutOfTheMeans(string name, string spoilt)
    {
        var index = Electrodes.HmsOrder.ToList().IndexOf(spoilt);
        var eeg = Eeg;
        eeg[index * Samples + 700] = float.NaN;
        var (montage, derived) = (Find(name), Apply(name, eeg));
        for (var pair = 0; pair < montage.Pairs.Count; pair++)
        {
            var numbers = montage.Pairs[pair].ReferenceElectrodes.Where(electrode => electrode != spoilt).Select(electrode => (double)eeg[Electrodes.HmsOrder.ToList().IndexOf(electrode) * Samples + 700]);
            var expected = montage.Pairs[pair].Active == spoilt ? double.NaN : eeg[pair * Samples + 700] - numbers.Average();
            Assert.Equal(expected, derived[pair * Samples + 700], Rounding);
            Assert.False(float.IsNaN(derived[pair * Samples + 701]));
        }
    }

    [Fact]
    public void Average_EkgOfAnySize_IsNoPartOfIt()
    {
        var eeg = Eeg;
        var before = Apply("average", eeg);
        eeg.AsSpan(19 * Samples).Fill(1e6f);
        Assert.Equal(before, Apply("average", eeg));
    }

    [Fact]
    public void Apply_Allocates_Nothing()
    {
        var bound = Montage.Laplacian.Bind(Electrodes.HmsOrder);
        var (eeg, output) = (Eeg, new float[19 * Samples]);
        bound.Apply(eeg, Samples, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bound.Apply(eeg, Samples, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("Fp3", "Did you mean Fp1 or F3 for Fp3?")]
    [InlineData("A1", "")]
    [InlineData("O2", "Did you mean EEG O2-Ref for O2?")]
    public void Bind_UnknownElectrode_OffersSimilarNames(string electrode, string hint)
    {
        var error = Assert.Throws<ArgumentException>(() => Montage.FromPairs("mine", $"{electrode}-Cz").Bind(["Fp1", "F3", "Cz", "EEG O2-Ref"]));
        Assert.StartsWith($"Montage 'mine' needs electrode {electrode}; present: Fp1, F3, Cz, EEG O2-Ref.{(hint.Length > 0 ? " " : "")}{hint}", error.Message);
    }

    [Fact]
    public void ElectrodePair_SameDerivation_IsEqual()
    {
        Assert.Equal(ElectrodePair.Parse("Fp1-F7"), new ElectrodePair("Fp1", "F7"));
        Assert.NotEqual(Montage.Average.Pairs[0], new ElectrodePair("Fp1", "AVG"));
        Assert.Equal("F8", Assert.Single((new ElectrodePair("Fp1", "F7") with { Reference = "F8" }).ReferenceElectrodes));
    }

    private static Montage Find(string name) => Montage.BuiltIn.Single(montage => montage.Name == name);

    private static float[] Apply(string name, float[] eeg)
    {
        var bound = Find(name).Bind(Electrodes.HmsOrder);
        var output = new float[bound.PairCount * Samples];
        bound.Apply(eeg, Samples, output);
        return output;
    }
}
