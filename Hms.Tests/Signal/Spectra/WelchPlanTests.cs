using System.Numerics;
using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class WelchPlanTests
{
    // Rounding of sums of some hundred products.
    private const double Rounding = 1e-12;

    [Theory, InlineData(256), InlineData(255), InlineData(97)]
    public void ComputePower_OneRectangularSegment_SumsToTheMeanSquare(int length)
    {
        var plan = new WelchPlan(new WelchOptions { SegmentSamples = length, Window = WindowFunction.Rectangular, Detrend = Detrending.None });
        var signal = TestSignals.Eeg(length, 4);
        var power = new double[plan.BinCount];
        plan.ComputePower(signal, power);
        var meanSquare = signal.Average(value => (double)value * value);
        Assert.Equal(1, power.Sum() * 200 / length / meanSquare, Rounding);
    }

    [Fact]
    public void ComputeCrossPower_SmallSegments_EqualsTheDefinition()
    {
        // Every lane of a vector, written out as sums: the scalar oracle of the transform and of the accumulation.
        var plan = new WelchPlan(new WelchOptions { SegmentSamples = 12, OverlapSamples = 7, Window = WindowFunction.Hann, Detrend = Detrending.None });
        float[] x = TestSignals.Noise(80, 1), y = TestSignals.Noise(80, 2);
        var cross = new Complex[7];
        plan.ComputeCrossPower(x, y, cross);
        var taper = TaperWindows.Create(WindowFunction.Hann, 12);
        for (var bin = 0; bin < 7; bin++)
        {
            var sum = Complex.Zero;
            for (var segment = 0; segment < plan.SegmentCount(80); segment++) { sum += Complex.Conjugate(Transform(x, segment * 5, bin)) * Transform(y, segment * 5, bin); }
            var expected = sum / plan.SegmentCount(80) * (bin is 0 or 6 ? 1 : 2) / (200 * taper.Sum(weight => weight * weight));
            Assert.Equal(0, (cross[bin] - expected).Magnitude, Rounding);
        }

        Complex Transform(float[] signal, int start, int bin)
        {
            var sum = Complex.Zero;
            for (var n = 0; n < 12; n++) { sum += signal[start + n] * taper[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * bin * n / 12); }
            return sum;
        }
    }

    [Fact]
    public void ComputeCoherence_OfASignalWithItselfOrItsMultiple_IsOne()
    {
        var plan = new WelchPlan(new WelchOptions());
        var signal = TestSignals.Eeg(2000, 4);
        var coherence = new double[plan.BinCount];
        plan.ComputeCoherence(signal, signal, coherence);
        Assert.All(coherence, value => Assert.Equal(1, value, Rounding));
        plan.ComputeCoherence(signal, [.. signal.Select(value => -2 * value)], coherence);
        Assert.All(coherence, value => Assert.Equal(1, value, Rounding));
    }

    [Fact]
    public void ComputeCoherence_SilentSignal_IsZeroAndNaNStaysNaN()
    {
        var plan = new WelchPlan(new WelchOptions());
        var signal = TestSignals.Eeg(2000, 4);
        var coherence = new double[plan.BinCount];
        plan.ComputeCoherence(signal, [.. Enumerable.Repeat(7.3f, 2000)], coherence);
        Assert.All(coherence, value => Assert.Equal(0, value));
        signal[700] = float.NaN;
        plan.ComputeCoherence(signal, new float[2000], coherence);
        Assert.All(coherence, value => Assert.True(double.IsNaN(value)));
    }

    [Theory, InlineData(SegmentAveraging.Mean), InlineData(SegmentAveraging.Median)]
    public void ComputePower_NaNWithinASegment_IsNaNAtAllFrequencies(SegmentAveraging averaging)
    {
        var plan = new WelchPlan(new WelchOptions { SegmentSamples = 100, Averaging = averaging });
        var signal = TestSignals.Eeg(1030, 4);
        var power = new double[plan.BinCount];
        signal[1020] = float.NaN; // in the remainder, which no segment holds
        plan.ComputePower(signal, power);
        Assert.DoesNotContain(double.NaN, power);
        signal[520] = float.NaN;
        plan.ComputePower(signal, power);
        Assert.All(power, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void ComputePower_Repeated_AllocatesNothing()
    {
        var plan = new WelchPlan(new WelchOptions());
        var signal = TestSignals.Eeg(10_000, 2);
        var power = new double[plan.BinCount];
        plan.ComputePower(signal, power);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++) { plan.ComputePower(signal, power); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Compute_WrongLengths_NamesBoth()
    {
        var plan = new WelchPlan(new WelchOptions());
        Assert.Contains("has 255 samples; 1 segment(s) need 256", Message(() => plan.ComputePower(new float[255], new double[129])), StringComparison.Ordinal);
        Assert.Contains("has 128 values; the spectrum has 129 bins", Message(() => plan.ComputePower(new float[256], new double[128])), StringComparison.Ordinal);
        Assert.Contains("has 500 samples, the second 501", Message(() => plan.ComputeCoherence(new float[500], new float[501], new double[129])), StringComparison.Ordinal);

        static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Fact]
    public void Validate_SeveralErrors_ReturnsAll()
    {
        Assert.Equal(
            ["OverlapSamples 100 must lie between 0 and SegmentSamples - 1, 99.", "FftLength 64 must be at least SegmentSamples 100, or 0 for the same length.", "SampleRateHz 0 must be above 0."],
            new WelchOptions { SegmentSamples = 100, OverlapSamples = 100, FftLength = 64, SampleRateHz = 0 }.Validate());
        Assert.Empty(new WelchOptions { SegmentSamples = 1 }.Validate());
    }
}
