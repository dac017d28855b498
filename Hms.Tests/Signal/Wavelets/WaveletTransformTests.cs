using System.Numerics;
using Hms.Signal.Wavelets;

namespace Hms.Tests.Signal.Wavelets;

public sealed class WaveletTransformTests
{
    // A few roundings a level, relative to the largest sample.
    private const double DoubleTolerance = 2e-14;
    private const double FloatTolerance = 1e-5;

    private static readonly int[] Lengths = [1, 2, 3, 5, 8, 13, 31, 64, 97, 251];

    public static TheoryData<string, WaveletMode> All()
    {
        var data = new TheoryData<string, WaveletMode>();
        foreach (var name in Wavelet.Names)
        {
            data.Add(name, WaveletMode.Periodization);
            data.Add(name, WaveletMode.Symmetric);
        }
        return data;
    }

    [Theory, MemberData(nameof(All))]
    public void Reconstruct_OfDecompose_IsTheSignal(string name, WaveletMode mode)
    {
        foreach (var samples in Lengths)
        {
            foreach (var levels in new int?[] { null, 0, 1, 4 })
            {
                var transform = new WaveletTransform(Wavelet.Named(name), samples, mode, levels);
                var signal = TestSignals.Noise(samples, 11);
                var doubles = Array.ConvertAll(signal, x => (double)x);
                var (coefficients, back) = (new double[transform.Layout.CoefficientCount], new double[samples]);
                transform.Decompose(doubles, coefficients);
                transform.Reconstruct(coefficients, back);
                for (var i = 0; i < samples; i++) { Assert.Equal(doubles[i], back[i], DoubleTolerance); }

                var (single, singleBack) = (new float[transform.Layout.CoefficientCount], new float[samples]);
                transform.Decompose(signal, single);
                transform.Reconstruct(single, singleBack);
                for (var i = 0; i < samples; i++) { Assert.Equal(signal[i], singleBack[i], FloatTolerance); }
            }
        }
    }

    [Theory]
    [InlineData("haar", 1024)]
    [InlineData("db8", 960)]
    [InlineData("sym20", 640)]
    [InlineData("coif5", 928)]
    public void Decompose_PeriodizationOfEvenLengths_KeepsTheEnergy(string name, int samples)
    {
        // Halves evenly at every level that is asked for.
        var transform = new WaveletTransform(Wavelet.Named(name), samples, WaveletMode.Periodization, 4);
        var signal = Array.ConvertAll(TestSignals.Eeg(samples, 3), x => (double)x);
        var coefficients = new double[transform.Layout.CoefficientCount];
        transform.Decompose(signal, coefficients);
        Assert.Equal(samples, coefficients.Length);
        Assert.Equal(1, coefficients.Sum(x => x * x) / signal.Sum(x => x * x), 1e-13);
    }

    [Fact]
    public void Decompose_SumOfSignals_IsTheSumOfCoefficients()
    {
        var transform = new WaveletTransform(Wavelet.Named("db4"), 301, WaveletMode.Symmetric);
        var (a, b) = (Array.ConvertAll(TestSignals.Noise(301, 1), x => (double)x), Array.ConvertAll(TestSignals.Noise(301, 2), x => (double)x));
        double[] Coefficients(double[] signal)
        {
            var result = new double[transform.Layout.CoefficientCount];
            transform.Decompose(signal, result);
            return result;
        }
        var (first, second, sum) = (Coefficients(a), Coefficients(b), Coefficients([.. a.Zip(b, (x, y) => 2 * x - 3 * y)]));
        for (var i = 0; i < sum.Length; i++) { Assert.Equal(2 * first[i] - 3 * second[i], sum[i], 1e-13); }
    }

    [Theory, MemberData(nameof(All))]
    public void Decompose_Polynomial_HasNoDetailsAwayFromTheEnds(string name, WaveletMode mode)
    {
        const int Samples = 600;
        var wavelet = Wavelet.Named(name);
        var degree = Math.Min(3, wavelet.VanishingMoments - 1);
        var transform = new WaveletTransform(wavelet, Samples, mode, 1);
        var coefficients = new double[transform.Layout.CoefficientCount];
        transform.Decompose([.. Enumerable.Range(0, Samples).Select(i => Math.Pow(i / 300.0 - 1, degree))], coefficients);
        var detail = coefficients[transform.Layout.Detail(1)];
        for (var k = wavelet.FilterLength; k < detail.Length - wavelet.FilterLength; k++) { Assert.Equal(0, detail[k], 2e-14); }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(80)]
    public void Run_AnyCount_EqualsTheScalarOracleBitForBit(int taps)
    {
        for (var count = 0; count < 6 * Vector<float>.Count; count++)
        {
            AssertKernel<double>(taps, count);
            AssertKernel<float>(taps, count);
        }
    }

    [Fact]
    public void Decompose_Nan_SpoilsOnlyTheCoefficientsItReaches()
    {
        var transform = new WaveletTransform(Wavelet.Named("db2"), 64, WaveletMode.Periodization, 1);
        var signal = TestSignals.Noise(64, 1);
        signal[20] = float.NaN;
        var coefficients = new float[64];
        transform.Decompose(signal, coefficients);
        Assert.Equal([9, 10, 41, 42], coefficients.Index().Where(pair => float.IsNaN(pair.Item)).Select(pair => pair.Index));
    }

    [Fact]
    public void Decompose_AfterWarmUp_AllocatesNothing()
    {
        var transform = new WaveletTransform(Wavelet.Named("db8"), 10_000);
        var denoiser = new WaveletDenoiser(transform, ThresholdRule.Soft, NoiseEstimate.Median);
        var (signal, coefficients) = (TestSignals.Eeg(10_000, 1), new float[transform.Layout.CoefficientCount]);
        long Run()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            transform.Decompose(signal, coefficients);
            transform.Reconstruct(coefficients, signal);
            denoiser.Denoise(signal, signal);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Run();
        Assert.Equal(0, Run());
    }

    [Fact]
    public void Layout_ThreeLevels_ListsBandsFromCoarseToFine()
    {
        var layout = new WaveletTransform(Wavelet.Named("db2"), 21, WaveletMode.Symmetric, 3).Layout;
        // 21 -> 12 -> 7 -> 5 with 4 taps.
        Assert.Equal((3, 29), (layout.Levels, layout.CoefficientCount));
        Assert.Equal([0..5, 5..10, 10..17, 17..29], [layout.Approximation, layout.Detail(3), layout.Detail(2), layout.Detail(1)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Detail(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Detail(4));
    }

    [Fact]
    public void Decompose_LengthsThatDoNotFit_NamesBoth()
    {
        var transform = new WaveletTransform(Wavelet.Named("haar"), 16);
        Assert.Contains("15 samples; this transform was made for 16", Assert.Throws<ArgumentException>(() => transform.Decompose(new float[15], new float[16])).Message, StringComparison.Ordinal);
        Assert.Contains("17 values; 4 levels of 16 samples have 16", Assert.Throws<ArgumentException>(() => transform.Reconstruct(new double[17], new double[16])).Message, StringComparison.Ordinal);
        var shared = new float[20];
        Assert.Contains("overlap", Assert.Throws<ArgumentException>(() => transform.Decompose(shared.AsSpan(0, 16), shared.AsSpan(4, 16))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, "A signal of 0 samples")]
    [InlineData(10, -1, "Levels -1 must lie between 0 and 30.")]
    [InlineData(10, 31, "Levels 31 must lie between 0 and 30.")]
    public void Constructor_ImpossibleValues_SaysTheRule(int samples, int levels, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new WaveletTransform(Wavelet.Named("db4"), samples, WaveletMode.Symmetric, levels)).Message, StringComparison.Ordinal);

    private static void AssertKernel<T>(int taps, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] Values(int length, uint seed) => [.. TestSignals.Noise(length, seed).Select(x => T.CreateTruncating(x))];
        var (c, a, b) = (Values(taps, 1), Values(count + taps / 4 - 1, 2), Values(count + taps / 4 - 1, 3));
        T[] first = new T[count], second = new T[count], oracle = new T[count], other = new T[count];
        PolyphaseKernel<T>.Run(c, a, b, first, second);
        PolyphaseKernel<T>.RunScalar(c, a, b, oracle, other);
        Assert.Equal(oracle, first);
        Assert.Equal(other, second);
    }
}
