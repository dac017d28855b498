using System.Globalization;
using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

public sealed class FirFilterTests
{
    // Coefficients up to about 1; sine, cosine and I0 in double.
    private const double CoefficientTolerance = 2e-15;

    internal sealed record Case(string Kind, int Taps, double[] Cut, string Window, int N, double[] H, double Pc, double[] C, double Pz, double[]? Z);

    [Fact]
    public void Design_SciPysCases_GivesSciPysCoefficientsAndSamples()
    {
        foreach (var golden in GoldenFilters.Read<Case[]>("fir"))
        {
            var what = $"{golden.Kind} {golden.Taps} {golden.Window}";
            var filter = Design(golden);
            Assert.Equal(golden.H.Length, filter.TapCount);
            Assert.All(golden.H, (value, i) => Assert.Equal(value, filter.Coefficients[i], CoefficientTolerance * Math.Max(1, golden.H.Max(Math.Abs))));
            var samples = GoldenFilters.Wander(golden.N, 11);
            var (signal, output, small) = (GoldenFilters.Widen(samples), new double[golden.N], new float[golden.N]);
            filter.Filter(signal, output);
            filter.Filter(samples, small);
            GoldenFilters.AssertClose<double>(golden.C, golden.Pc, output, GoldenFilters.DoubleTolerance, $"{what}, causal");
            GoldenFilters.AssertClose<float>(golden.C, golden.Pc, small, GoldenFilters.FloatTolerance, $"{what}, causal");
            if (golden.Z is null)
            {
                Assert.Contains("odd number of taps", Assert.Throws<InvalidOperationException>(() => filter.FilterZeroPhase(signal, output)).Message, StringComparison.Ordinal);
                continue;
            }
            filter.FilterZeroPhase(signal, output);
            filter.FilterZeroPhase(samples, small);
            GoldenFilters.AssertClose<double>(golden.Z, golden.Pz, output, GoldenFilters.DoubleTolerance, $"{what}, zero phase");
            GoldenFilters.AssertClose<float>(golden.Z, golden.Pz, small, GoldenFilters.FloatTolerance, $"{what}, zero phase");
        }
    }

    [Theory, InlineData(1), InlineData(15), InlineData(16), InlineData(17), InlineData(100), InlineData(257)]
    public void Filter_AnyLength_EqualsTheSumBitForBit(int count)
    {
        var filter = FirDesign.BandPass(31, 8, 40, 200);
        var signal = GoldenFilters.Widen(TestSignals.Noise(count, 5));
        var output = new double[count];
        filter.Filter(signal, output);
        for (var n = 0; n < count; n++)
        {
            var sum = 0.0;
            for (var k = 0; k < filter.TapCount; k++) { sum = Math.FusedMultiplyAdd(filter.Coefficients[k], n - k >= 0 ? signal[n - k] : 0, sum); }
            Assert.Equal(sum, output[n]);
        }
        double[] place = [.. signal];
        filter.Filter(place, place);
        Assert.Equal(output, place);
    }

    [Fact]
    public void FilterZeroPhase_TimeReversed_GivesTheReversedResult()
    {
        var filter = FirDesign.BandPass(101, 1, 40, 200);
        var signal = GoldenFilters.Widen(TestSignals.Eeg(400, 3));
        double[] forward = new double[400], backward = [.. signal.Reverse()];
        filter.FilterZeroPhase(signal, forward);
        filter.FilterZeroPhase(backward, backward);
        Assert.All(forward, (value, i) => Assert.Equal(value, backward[^(1 + i)], 1e-12 * 200));
    }

    [Fact]
    public void Response_LowPass_IsOneAtZeroHalfAtTheCutoffAndLinearInPhase()
    {
        var filter = FirDesign.LowPass(101, 40, 200);
        Assert.True(filter.IsSymmetric);
        Assert.Equal(1, filter.Response(0, 200).Real, 1e-14);
        Assert.Equal(0.5, filter.Response(40, 200).Magnitude, 2e-3);
        Assert.InRange(filter.Response(50, 200).Magnitude, 0, 2.5e-3);
        Assert.Equal(Math.IEEERemainder(-2 * Math.PI * 10 / 200 * 50, 2 * Math.PI), filter.Response(10, 200).Phase, 1e-9);
    }

    [Fact]
    public void FilterZeroPhase_ShortSignal_NamesBothLengths()
    {
        var filter = FirDesign.LowPass(101, 40, 200);
        Assert.StartsWith("The signal has 50 samples; this zero-phase filter of 101 taps needs more than 50.", Assert.Throws<ArgumentException>(() => filter.FilterZeroPhase(new float[50], new float[50])).Message);
        filter.FilterZeroPhase(new float[51], new float[51]);
        Assert.Throws<InvalidOperationException>(() => new FirFilter(1, 2, 3).FilterZeroPhase(new float[9], new float[9]));
    }

    [Fact]
    public void Filter_Nan_SpoilsAsManySamplesAsThereAreTaps()
    {
        var signal = TestSignals.Eeg(200, 5);
        signal[40] = float.NaN;
        FirDesign.LowPass(31, 20, 200).Filter(signal, signal);
        Assert.All(signal, (value, i) => Assert.Equal(i is >= 40 and < 71, float.IsNaN(value)));
    }

    [Fact]
    public void Design_ImpossibleValue_SaysTheRule()
    {
        Assert.StartsWith("A high-pass filter needs an odd number of taps, not 32; take 33.", Assert.Throws<ArgumentOutOfRangeException>(() => FirDesign.HighPass(32, 10, 200)).Message);
        Assert.StartsWith("A band-stop filter needs an odd number of taps, not 2; take 3.", Assert.Throws<ArgumentOutOfRangeException>(() => FirDesign.BandStop(2, 10, 20, 200)).Message);
        Assert.StartsWith("Number of taps 0 must lie between 1 and 1000001.", Assert.Throws<ArgumentOutOfRangeException>(() => FirDesign.LowPass(0, 10, 200)).Message);
        Assert.StartsWith("Cutoff 100 Hz must be below the Nyquist frequency 100 Hz (sample rate 200 Hz).", Assert.Throws<ArgumentOutOfRangeException>(() => FirDesign.LowPass(3, 100, 200)).Message);
        Assert.StartsWith("Kaiser beta -1 must lie between 0 and 500.", Assert.Throws<ArgumentOutOfRangeException>(() => FirDesign.LowPass(3, 10, 200, FirWindow.Kaiser(-1))).Message);
        Assert.Throws<ArgumentException>(() => new FirFilter(1, double.NaN));
    }

    private static FirFilter Design(Case golden)
    {
        var window = golden.Window switch
        {
            "hamming" => FirWindow.Hamming,
            "hann" => FirWindow.Hann,
            "blackman" => FirWindow.Blackman,
            _ => FirWindow.Kaiser(double.Parse(golden.Window["kaiser".Length..], CultureInfo.InvariantCulture)),
        };
        return golden.Kind switch
        {
            "low" => FirDesign.LowPass(golden.Taps, golden.Cut[0], 200, window),
            "high" => FirDesign.HighPass(golden.Taps, golden.Cut[0], 200, window),
            "band" => FirDesign.BandPass(golden.Taps, golden.Cut[0], golden.Cut[1], 200, window),
            _ => FirDesign.BandStop(golden.Taps, golden.Cut[0], golden.Cut[1], 200, window),
        };
    }
}
