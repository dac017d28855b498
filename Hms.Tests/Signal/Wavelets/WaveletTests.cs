using Hms.Signal.Wavelets;

namespace Hms.Tests.Signal.Wavelets;

public sealed class WaveletTests
{
    // Tables are rounded to double once: 40 products of at most 1 each.
    private const double OrthonormalTolerance = 5e-16;

    // The symlet tables of PyWavelets have 12 to 14 right digits, sym20's fewer; all others agree to the last digit.
    private const double SymletTolerance = 2e-11;
    private const double FilterTolerance = 1.2e-16;

    internal sealed record Filters(double[] RecLo, double[]? RecHi, double[]? DecLo, double[]? DecHi);

    public static TheoryData<string> Names => [.. Wavelet.Names];

    [Theory, MemberData(nameof(Names))]
    public void ReconstructionLowPass_EvenShifts_AreOrthonormal(string name)
    {
        var h = Wavelet.Named(name).ReconstructionLowPass;
        var g = Wavelet.Named(name).ReconstructionHighPass;
        for (var shift = 0; shift < h.Length; shift += 2)
        {
            var (own, other, cross) = (0.0, 0.0, 0.0);
            for (var n = shift; n < h.Length; n++)
            {
                own += h[n] * h[n - shift];
                other += g[n] * g[n - shift];
                cross += h[n] * g[n - shift];
            }
            Assert.Equal(shift == 0 ? 1 : 0, own, OrthonormalTolerance);
            Assert.Equal(shift == 0 ? 1 : 0, other, OrthonormalTolerance);
            Assert.Equal(0, cross, OrthonormalTolerance);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void ReconstructionHighPass_Polynomials_VanishUpToTheMoments(string name)
    {
        var wavelet = Wavelet.Named(name);
        var sum = 0.0;
        foreach (var tap in wavelet.ReconstructionLowPass) { sum += tap; }
        Assert.Equal(Math.Sqrt(2), sum, 5e-16 * wavelet.FilterLength);
        var g = wavelet.ReconstructionHighPass;
        for (var power = 0; power < wavelet.VanishingMoments; power++)
        {
            // Places in [-1, 1], so that a moment's rounding stays that of its taps.
            var (moment, reach) = (0.0, 0.0);
            for (var n = 0; n < g.Length; n++)
            {
                var place = Math.Pow((2.0 * n - (g.Length - 1)) / (g.Length - 1), power);
                moment += g[n] * place;
                reach += Math.Abs(g[n] * place);
            }
            Assert.True(Math.Abs(moment) <= 1e-15 * Math.Max(1, reach), $"{name} moment {power}: {moment}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Filters_PyWaveletsTable_AreEqual(string name)
    {
        var golden = GoldenSignal.Read<Dictionary<string, Filters>>("wavelet-filters")[name];
        var wavelet = Wavelet.Named(name);
        var tolerance = wavelet.Family == WaveletFamily.Symlet ? SymletTolerance : FilterTolerance;
        AssertClose(golden.RecLo, wavelet.ReconstructionLowPass, tolerance);
        if (golden.RecHi is not null) { AssertClose(golden.RecHi, wavelet.ReconstructionHighPass, tolerance); }
        if (golden.DecLo is not null) { AssertClose(golden.DecLo, wavelet.DecompositionLowPass, tolerance); }
        if (golden.DecHi is not null) { AssertClose(golden.DecHi, wavelet.DecompositionHighPass, tolerance); }
    }

    [Fact]
    public void Names_Families_AreCompleteAndUnique()
    {
        Assert.Equal(Wavelet.Names.Count, Wavelet.Names.Distinct().Count());
        Assert.Equal(["haar", "db1", "db2"], Wavelet.Names.Take(3));
        Assert.Equal(
            [(WaveletFamily.Haar, 1), (WaveletFamily.Daubechies, 20), (WaveletFamily.Symlet, 19), (WaveletFamily.Coiflet, 17)],
            Wavelet.Names.GroupBy(name => Wavelet.Named(name).Family).Select(family => (family.Key, family.Count())));
    }

    [Fact]
    public void Named_Db8_SaysWhatItIs()
    {
        var wavelet = Wavelet.Named("DB8");
        Assert.Equal(("db8", WaveletFamily.Daubechies, 8, 16), (wavelet.Name, wavelet.Family, wavelet.VanishingMoments, wavelet.FilterLength));
        Assert.Same(wavelet, Wavelet.Named("db8"));
    }

    [Theory]
    [InlineData("db08", "db8")]
    [InlineData("Daubechies-4", "db4")]
    [InlineData("harr", "haar")]
    [InlineData("bd8", "db8")]
    [InlineData("symlet 5", "sym5")]
    [InlineData("coif", "coif1")]
    public void Named_Mistyped_SuggestsTheNearestAndListsAll(string name, string nearest)
    {
        var error = Assert.Throws<ArgumentException>(() => Wavelet.Named(name));
        Assert.StartsWith($"Wavelet '{name}' is unknown; did you mean '{nearest}'? Known: haar, db1, db2,", error.Message, StringComparison.Ordinal);
        Assert.False(Wavelet.IsKnown(name));
    }

    [Fact]
    public void Named_FarFromAll_SuggestsNothing() =>
        Assert.StartsWith("Wavelet 'morlet' is unknown. Known: haar, ", Assert.Throws<ArgumentException>(() => Wavelet.Named("morlet")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("haar", 0, 0)]
    [InlineData("haar", 1, 0)]
    [InlineData("haar", 2, 1)]
    [InlineData("haar", 1024, 10)]
    [InlineData("db8", 29, 0)]
    [InlineData("db8", 30, 1)]
    [InlineData("db8", 10_000, 9)]
    [InlineData("db20", 2_000_000_000, 25)]
    public void MaximumLevel_Samples_IsPyWavelets(string name, int samples, int level) => Assert.Equal(level, Wavelet.Named(name).MaximumLevel(samples));

    private static void AssertClose(double[] expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], tolerance); }
    }
}
