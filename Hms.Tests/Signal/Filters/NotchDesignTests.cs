using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

public sealed class NotchDesignTests
{
    // Two trigonometric functions and a division in double.
    private const double CoefficientTolerance = 1e-14;

    internal sealed record Case(double Line, double Q, double Fs, int N, double[] B, double[] A, double Pc, double Pz, double[] C, double[] Z);

    [Fact]
    public void Notch_SciPysCases_GivesSciPysCoefficientsAndSamples()
    {
        foreach (var golden in GoldenFilters.Read<Case[]>("notch"))
        {
            var what = FormattableString.Invariant($"{golden.Line} Hz, Q {golden.Q} at {golden.Fs} Hz");
            var filter = NotchDesign.Notch(golden.Line, golden.Q, golden.Fs);
            var (b0, b1, b2, a1, a2) = Assert.Single(filter.Sections.ToArray());
            double[] expected = [.. golden.B, .. golden.A], actual = [b0, b1, b2, 1, a1, a2];
            Assert.All(expected, (value, i) => Assert.Equal(value, actual[i], CoefficientTolerance));
            var signal = GoldenFilters.Widen(GoldenFilters.Wander(golden.N, 9));
            var output = new double[golden.N];
            filter.Filter(signal, output);
            GoldenFilters.AssertClose<double>(golden.C, golden.Pc, output, GoldenFilters.DoubleTolerance, $"{what}, causal");
            filter.FilterZeroPhase(signal, output);
            GoldenFilters.AssertClose<double>(golden.Z, golden.Pz, output, GoldenFilters.DoubleTolerance, $"{what}, zero phase");
        }
    }

    [Fact]
    public void Notch_Harmonics_RemovesEachLineAndNothingElse()
    {
        var filter = NotchDesign.Notch(30, 30, 200, harmonics: 2);
        Assert.Equal(3, filter.SectionCount);
        Assert.All(new[] { 30.0, 60, 90 }, line => Assert.Equal(0, filter.Response(line, 200).Magnitude, 1e-12));
        // Half of the bandwidth 60 / 30 = 2 Hz above the line, where the gain is -3 dB but for the warping of the frequency axis.
        Assert.Equal(Math.Sqrt(0.5), NotchDesign.Notch(60, 30, 200).Response(61, 200).Magnitude, 0.005);
        Assert.All(new[] { 0.0, 10, 45, 75, 100 }, other => Assert.Equal(1, filter.Response(other, 200).Magnitude, 0.02));
    }

    [Theory]
    [InlineData(100, 30, 0, "Notch 100 Hz must be below the Nyquist frequency 100 Hz (sample rate 200 Hz).")]
    [InlineData(0, 30, 0, "Notch 0 Hz must be above 0 Hz.")]
    [InlineData(50, 30, 1, "Harmonic 1 of the notch, 100 Hz must be below the Nyquist frequency 100 Hz (sample rate 200 Hz).")]
    [InlineData(50, 0, 0, "Quality 0 must be above 0.")]
    [InlineData(50, 0.5, 0, "Quality 0.5 gives a notch at 50 Hz a bandwidth of 100 Hz; it must be below the Nyquist frequency 100 Hz.")]
    [InlineData(50, 30, -1, "Number of harmonics -1 must be at least 0.")]
    public void Notch_ImpossibleValue_SaysTheRule(double lineHz, double quality, int harmonics, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => NotchDesign.Notch(lineHz, quality, 200, harmonics)).Message);
}
