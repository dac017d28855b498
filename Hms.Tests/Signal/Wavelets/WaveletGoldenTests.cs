using Hms.Signal.Wavelets;

namespace Hms.Tests.Signal.Wavelets;

/// <summary>Against PyWavelets (Golden/signal/SOURCE.md): 61 wavelets, both modes, lengths that are odd, prime, short, and shorter than the filter.</summary>
public sealed class WaveletGoldenTests
{
    // Of the largest value. Our tables are exact; PyWavelets' symlets are not quite (sym20: 1.5e-11).
    private const double DoubleTolerance = 1e-10;

    // Where both have the same filters only the order of the sums differs, and the files keep 14 digits.
    private const double SameFilterTolerance = 1e-13;

    // Float samples and sums of up to 102 products a level.
    private const double FloatTolerance = 1e-5;

    internal sealed record Decomposition(string Wavelet, string Mode, int Samples, int Level, int[] Lengths, int Step, double[] Values, double Checksum, double Largest);

    internal sealed record Denoised(string Wavelet, string Mode, string Rule, string Estimate, int Samples, int? Level, double Sigma, int Kept, int Step, double[] Values, double Checksum, double Largest);

    private static readonly Decomposition[] Decompositions = GoldenSignal.Read<Decomposition[]>("wavelet-decompositions");
    private static readonly Denoised[] Denoisings = GoldenSignal.Read<Denoised[]>("wavelet-denoising");

    public static TheoryData<string> Names => [.. Wavelet.Names];

    public static IEnumerable<TheoryDataRow<int, string>> DenoisingCases() =>
        Denoisings.Select((c, i) => new TheoryDataRow<int, string>(i, $"{c.Wavelet} {c.Mode} {c.Rule} {c.Estimate} {c.Samples}"));

    [Theory, MemberData(nameof(Names))]
    public void Decompose_AnyLengthAndMode_GivesPyWaveletsCoefficients(string name)
    {
        foreach (var golden in Decompositions.Where(c => c.Wavelet == name))
        {
            var transform = new WaveletTransform(Wavelet.Named(name), golden.Samples, Mode(golden.Mode), golden.Level);
            var layout = transform.Layout;
            Assert.Equal(golden.Lengths, (int[])[layout.Length(golden.Level), .. Enumerable.Range(1, golden.Level).Reverse().Select(layout.Length)]);
            Assert.Equal(golden.Lengths.Sum(), layout.CoefficientCount);
            if (golden.Samples >= 256) { Assert.Equal(golden.Level, new WaveletTransform(Wavelet.Named(name), golden.Samples).Layout.Levels); }

            var samples = TestSignals.Eeg(golden.Samples, 7);
            var coefficients = new double[layout.CoefficientCount];
            transform.Decompose(Array.ConvertAll(samples, x => (double)x), coefficients);
            var tolerance = Wavelet.Named(name).Family == WaveletFamily.Symlet ? DoubleTolerance : SameFilterTolerance;
            AssertClose(golden, coefficients, tolerance);

            var single = new float[layout.CoefficientCount];
            transform.Decompose(samples, single);
            AssertClose(golden, Array.ConvertAll(single, x => (double)x), FloatTolerance);
        }
    }

    [Fact]
    public void Decompose_GridOfPyWavelets_CoversEveryWaveletInBothModes() => Assert.Equal(Wavelet.Names.Count * 2 * 8, Decompositions.Length);

    [Theory, MemberData(nameof(DenoisingCases))]
    public void Denoise_PyWaveletsCase_GivesPyWaveletsSamples(int index, string _)
    {
        var golden = Denoisings[index];
        var transform = new WaveletTransform(Wavelet.Named(golden.Wavelet), golden.Samples, Mode(golden.Mode), golden.Level);
        var rule = Enum.Parse<ThresholdRule>(golden.Rule, ignoreCase: true);
        var denoiser = new WaveletDenoiser(transform, rule, Enum.Parse<NoiseEstimate>(golden.Estimate, ignoreCase: true));
        var samples = Spikes(golden.Samples, 5);
        var output = new double[samples.Length];
        denoiser.Denoise(Array.ConvertAll(samples, x => (double)x), output);
        AssertClose(golden.Values, golden.Step, golden.Checksum, golden.Largest, output, DoubleTolerance);

        var single = new float[samples.Length];
        denoiser.Denoise(samples, single);
        Assert.Equal(Array.ConvertAll(output, x => (float)x), single);
    }

    private static void AssertClose(Decomposition golden, double[] actual, double tolerance) =>
        AssertClose(golden.Values, golden.Step, golden.Checksum, golden.Largest, actual, tolerance);

    private static void AssertClose(double[] values, int step, double checksum, double largest, double[] actual, double tolerance)
    {
        for (var i = 0; i < values.Length; i++) { Assert.Equal(values[i], actual[step * i], tolerance * largest); }
        // Every value has its own weight in it, so that none of those left out of the file can be wrong.
        Assert.Equal(checksum, actual.Select((value, i) => value * Math.Cos(i)).Sum(), tolerance * largest * Math.Sqrt(actual.Length));
    }

    /// <summary>Weak noise with a wave of 3 Hz and sharp waves, as in make_golden_wavelets.py.</summary>
    private static float[] Spikes(int count, uint seed)
    {
        var noise = TestSignals.Noise(count, seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var t = i / 200.0;
            var burst = Math.Sin(2 * Math.PI * 0.7 * t) > 0 ? 60 * Math.Sin(2 * Math.PI * 3 * t) : 0;
            return (float)(4 * noise[i] + burst + (i % 211 == 100 ? 200 : 0));
        })];
    }

    private static WaveletMode Mode(string name) => Enum.Parse<WaveletMode>(name, ignoreCase: true);
}
