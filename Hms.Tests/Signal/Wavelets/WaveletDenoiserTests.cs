using Hms.Signal.Wavelets;

namespace Hms.Tests.Signal.Wavelets;

public sealed class WaveletDenoiserTests
{
    [Theory]
    [InlineData(ThresholdRule.Hard, new[] { -3.0, -2, 0, 0, 0, 2, 3 })]
    [InlineData(ThresholdRule.Soft, new[] { -1.0, 0, 0, 0, 0, 0, 1 })]
    public void Shrink_AroundTheThreshold_FollowsTheRule(ThresholdRule rule, double[] expected)
    {
        double[] details = [-3, -2, -1.5, 0, 1.5, 2, 3];
        WaveletDenoiser.Shrink(details, 2, rule);
        Assert.Equal(expected, details);
    }

    [Theory]
    [InlineData(NoiseEstimate.Mean, new[] { 1.0, 2, 6 }, 2)] // mean 3, deviations 2, 1, 3
    [InlineData(NoiseEstimate.Median, new[] { 1.0, -2, 6 }, 2)]
    [InlineData(NoiseEstimate.Median, new[] { 5.0, -2, 6, 3 }, 4)] // between 3 and 5
    [InlineData(NoiseEstimate.Median, new[] { -7.0 }, 7)]
    [InlineData(NoiseEstimate.Median, new[] { 2.0, 2, 2, 2, 2, 2 }, 2)]
    public void Of_Details_FollowsTheDefinition(NoiseEstimate estimate, double[] details, double deviation) =>
        Assert.Equal(deviation / 0.6745, NoiseLevel.Of(details, estimate, new double[details.Length]), 1e-15);

    [Fact]
    public void Of_RandomDetails_IsTheSortedMedian()
    {
        for (var count = 1; count < 60; count++)
        {
            var details = Array.ConvertAll(TestSignals.Noise(count, (uint)count), x => Math.Round(x * 8));
            var sorted = details.Select(Math.Abs).Order().ToArray();
            var median = (sorted[count / 2] + sorted[(count - 1) / 2]) / 2;
            Assert.Equal(median / 0.6745, NoiseLevel.Of(details, NoiseEstimate.Median, new double[count]));
        }
    }

    [Theory]
    [InlineData(NoiseEstimate.Mean, 1.183)] // sqrt(2 / pi) / 0.6745
    [InlineData(NoiseEstimate.Median, 1)]
    public void Of_GaussianNoise_IsItsStandardDeviationTimesTheKnownFactor(NoiseEstimate estimate, double factor)
    {
        var random = new Hms.Signal.Randomness.HashRandom(5);
        var details = Enumerable.Range(0, 100_000).Select(_ => 7 * random.NextGaussian()).ToArray();
        Assert.Equal(7 * factor, NoiseLevel.Of(details, estimate, new double[details.Length]), 0.05);
    }

    [Fact]
    public void Denoise_NoisySine_IsNearerToTheSine()
    {
        var sine = Enumerable.Range(0, 2000).Select(i => 50 * Math.Sin(2 * Math.PI * 2 * i / 200)).ToArray();
        var noisy = sine.Zip(TestSignals.Noise(2000, 9), (s, n) => s + 20 * n).ToArray();
        var output = new double[2000];
        new WaveletDenoiser(new WaveletTransform(Wavelet.Named("db8"), 2000)).Denoise(noisy, output);
        double Error(double[] signal) => signal.Zip(sine, (x, y) => (x - y) * (x - y)).Sum();
        Assert.InRange(Error(output) / Error(noisy), 0, 0.2);
    }

    [Theory]
    [InlineData(float.NaN, NoiseEstimate.Mean)]
    [InlineData(float.NaN, NoiseEstimate.Median)]
    [InlineData(float.PositiveInfinity, NoiseEstimate.Mean)]
    [InlineData(float.NegativeInfinity, NoiseEstimate.Median)]
    public void Denoise_NanOrInfinityAnywhere_SpoilsTheWholeSignal(float value, NoiseEstimate estimate)
    {
        var denoiser = new WaveletDenoiser(new WaveletTransform(Wavelet.Named("db4"), 301, WaveletMode.Symmetric), ThresholdRule.Hard, estimate);
        for (var place = 0; place < 301; place += 25)
        {
            var signal = TestSignals.Eeg(301, 2);
            signal[place] = value;
            denoiser.Denoise(signal, signal);
            Assert.All(signal, sample => Assert.True(float.IsNaN(sample)));
        }
    }

    [Theory]
    [InlineData(ThresholdRule.Hard)]
    [InlineData(ThresholdRule.Soft)]
    public void Denoise_ConstantChannel_StaysConstant(ThresholdRule rule)
    {
        var signal = Enumerable.Repeat(37.5f, 500).ToArray();
        new WaveletDenoiser(new WaveletTransform(Wavelet.Named("sym8"), 500), rule).Denoise(signal, signal);
        Assert.All(signal, sample => Assert.Equal(37.5f, sample, 1e-5f));
    }

    [Fact]
    public void Denoise_InPlace_EqualsIntoAnotherSpan()
    {
        var denoiser = new WaveletDenoiser(new WaveletTransform(Wavelet.Named("db8"), 999), ThresholdRule.Soft, NoiseEstimate.Median);
        var (signal, output) = (TestSignals.Eeg(999, 4), new float[999]);
        denoiser.Denoise(signal, output);
        denoiser.Denoise(signal, signal);
        Assert.Equal(output, signal);
    }

    [Fact]
    public void Constructor_SignalTooShortForALevel_SaysWhatItNeeds() => Assert.StartsWith(
        "Denoising needs at least one level; 29 samples have none with db8 (its 16 taps need 30 samples).",
        Assert.Throws<ArgumentException>(() => new WaveletDenoiser(new WaveletTransform(Wavelet.Named("db8"), 29))).Message, StringComparison.Ordinal);

    [Fact]
    public void Denoise_OtherLength_NamesBoth()
    {
        var denoiser = new WaveletDenoiser(new WaveletTransform(Wavelet.Named("haar"), 64));
        Assert.StartsWith("The signal has 65 samples; this denoiser was made for 64.", Assert.Throws<ArgumentException>(() => denoiser.Denoise(new float[65], new float[65])).Message, StringComparison.Ordinal);
        Assert.StartsWith("The input has 64 samples, the output 63;", Assert.Throws<ArgumentException>(() => denoiser.Denoise(new double[64], new double[63])).Message, StringComparison.Ordinal);
    }
}
