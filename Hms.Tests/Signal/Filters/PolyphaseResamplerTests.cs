using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

public sealed class PolyphaseResamplerTests
{
    internal sealed record Case(int Old, int New, int N, int M, double P, double[] Y);

    [Fact]
    public void Resample_SciPysCases_GivesSciPysSamples()
    {
        foreach (var golden in GoldenFilters.Read<Case[]>("resample"))
        {
            var what = $"{golden.Old} to {golden.New} Hz, {golden.N} samples";
            var resampler = PolyphaseResampler.ForRates(golden.Old, golden.New);
            Assert.Equal(golden.M, resampler.OutputLength(golden.N));
            var samples = GoldenFilters.Wander(golden.N, 13);
            var (output, small) = (new double[golden.M], new float[golden.M]);
            resampler.Resample(GoldenFilters.Widen(samples), output);
            resampler.Resample(samples, small);
            GoldenFilters.AssertClose<double>(golden.Y, golden.P, output, GoldenFilters.DoubleTolerance, what);
            GoldenFilters.AssertClose<float>(golden.Y, golden.P, small, GoldenFilters.FloatTolerance, what);
        }
    }

    [Fact]
    public void Resample_SineBelowBothNyquists_StaysThatSine()
    {
        // The Kaiser window's pass-band ripple is about -54 dB.
        const double Ripple = 3e-3;
        var resampler = PolyphaseResampler.ForRates(256, 200);
        var sine = Enumerable.Range(0, 2560).Select(i => Math.Sin(2 * Math.PI * 10 * i / 256)).ToArray();
        var output = new double[resampler.OutputLength(sine.Length)];
        resampler.Resample(sine, output);
        Assert.Equal(2000, output.Length);
        for (var i = 100; i < 1900; i++) { Assert.Equal(Math.Sin(2 * Math.PI * 10 * i / 200), output[i], Ripple); }
    }

    [Fact]
    public void Resample_TwoSignals_IsLinear()
    {
        var resampler = new PolyphaseResampler(25, 32);
        double[] a = GoldenFilters.Widen(TestSignals.Noise(301, 1)), b = GoldenFilters.Widen(TestSignals.Noise(301, 2));
        double[] mixed = [.. a.Zip(b, (x, y) => 2 * x - 3 * y)];
        var (ofA, ofB, ofMixed) = (Run(a), Run(b), Run(mixed));
        Assert.All(ofMixed, (value, i) => Assert.Equal(2 * ofA[i] - 3 * ofB[i], value, 1e-13));

        double[] Run(double[] x)
        {
            var y = new double[resampler.OutputLength(x.Length)];
            resampler.Resample(x, y);
            return y;
        }
    }

    [Fact]
    public void Resample_Nan_SpoilsItsSurroundingsOnly()
    {
        var resampler = new PolyphaseResampler(1, 2);
        var signal = TestSignals.Eeg(400, 5);
        signal[200] = float.NaN;
        var output = new float[200];
        resampler.Resample(signal, output);
        Assert.True(float.IsNaN(output[100]));
        // 10 max(1, down / up) = 20 input samples are 10 output samples; the padding to whole vectors adds at most 3 inputs.
        Assert.All(output, (value, i) => Assert.True(float.IsFinite(value) || Math.Abs(i - 100) <= 12));
    }

    [Fact]
    public void ForRates_Rates_GivesTheReducedRatio()
    {
        var resampler = PolyphaseResampler.ForRates(173.61f, 200);
        Assert.Equal((20000, 17361), (resampler.Up, resampler.Down));
        Assert.Equal((1, 1), (PolyphaseResampler.ForRates(200, 200).Up, PolyphaseResampler.ForRates(200, 200).Down));
        Assert.Equal((25, 64), (new PolyphaseResampler(50, 128).Up, new PolyphaseResampler(50, 128).Down));
    }

    [Fact]
    public void Resample_ImpossibleValue_SaysTheRule()
    {
        Assert.StartsWith("The ratio of 200 Hz to 199.999 Hz is 200000:199999; neither may exceed 20000.", Assert.Throws<ArgumentException>(() => PolyphaseResampler.ForRates(199.999, 200)).Message);
        Assert.StartsWith("Sample rate 0 Hz must be above 0", Assert.ThrowsAny<ArgumentException>(() => PolyphaseResampler.ForRates(0, 200)).Message);
        Assert.StartsWith("Sample rate 0.0001 Hz must be a whole number of millihertz", Assert.ThrowsAny<ArgumentException>(() => PolyphaseResampler.ForRates(200, 0.0001)).Message);
        Assert.StartsWith("10 samples become 5 (1:2); the output has 4.", Assert.Throws<ArgumentException>(() => new PolyphaseResampler(1, 2).Resample(new float[10], new float[4])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolyphaseResampler(0, 1));
        var values = new float[15];
        Assert.Throws<ArgumentException>(() => new PolyphaseResampler(1, 2).Resample(values.AsSpan(0, 10), values.AsSpan(5, 5)));
    }
}
