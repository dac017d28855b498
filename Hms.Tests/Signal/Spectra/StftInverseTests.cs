using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class StftInverseTests
{
    // Relative to the greatest sample; the division by a small weight at the ends costs a digit or two.
    private const double DoubleTolerance = 1e-12;
    private const double FloatTolerance = 1e-5;

    public static TheoryData<WindowFunction, int, int, int, int> Plans
    {
        get
        {
            var data = new TheoryData<WindowFunction, int, int, int, int>();
            foreach (var function in Enum.GetValues<WindowFunction>())
            {
                foreach (var (window, hop, fft) in new[] { (64, 16, 64), (64, 32, 128), (100, 33, 211), (51, 20, 60), (150, 22, 256), (7, 3, 7) })
                {
                    foreach (var samples in new[] { 1, 5, 97, 640, 1001 }) { data.Add(function, window, hop, fft, samples); }
                }
            }
            return data;
        }
    }

    /// <summary>istft(stft(x)) = x for every window, hop and length that covers every sample.</summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public void Invert_OfComputeComplex_IsTheSignal(WindowFunction function, int window, int hop, int fft, int samples)
    {
        var plan = new StftPlan(Invertible(function, window, hop, fft));
        var single = TestSignals.Eeg(samples, 3);
        double[] signal = [.. single.Select(value => (double)value)];
        var size = plan.BinCount * plan.FrameCount(samples);
        double[] re = new double[size], im = new double[size], back = new double[samples];
        plan.ComputeComplex(signal, re, im);
        plan.Invert(re, im, back);
        Assert.InRange(GoldenSpectra.Error(signal, back), 0, DoubleTolerance);
        float[] singleRe = new float[size], singleIm = new float[size], singleBack = new float[samples];
        plan.ComputeComplex(single, singleRe, singleIm);
        plan.Invert(singleRe, singleIm, singleBack);
        Assert.InRange(GoldenSpectra.Error(signal, [.. singleBack.Select(value => (double)value)]), 0, FloatTolerance);
    }

    [Fact]
    public void Invert_OptionsThatLoseTheSignal_SaysWhich()
    {
        var good = Invertible(WindowFunction.Hann, 64, 16, 64);
        Assert.Contains("Padding Centred", Refusal(good with { Padding = StftPadding.None }), StringComparison.Ordinal);
        Assert.Contains("Detrend None", Refusal(good with { Detrend = Detrending.Constant }), StringComparison.Ordinal);
        Assert.Contains("leaves out frequencies", Refusal(good with { HighHz = 50 }), StringComparison.Ordinal);
        Assert.Contains("smaller HopSamples", Refusal(good with { HopSamples = 64 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Invert_WrongLengths_NamesBoth()
    {
        var plan = new StftPlan(Invertible(WindowFunction.Hann, 64, 16, 64));
        Assert.Contains("33 bins of 12 windows need 396", Assert.Throws<ArgumentException>(() => plan.Invert(new float[5], new float[396], new float[170])).Message, StringComparison.Ordinal);
        Assert.Contains("33 bins of 12 windows need 396", Assert.Throws<ArgumentException>(() => plan.Invert(new float[396], new float[5], new float[170])).Message, StringComparison.Ordinal);
    }

    private static string Refusal(StftOptions options)
    {
        var plan = new StftPlan(options);
        var size = plan.BinCount * plan.FrameCount(640);
        return Assert.Throws<InvalidOperationException>(() => plan.Invert(new float[size], new float[size], new float[640])).Message;
    }

    private static StftOptions Invertible(WindowFunction function, int window, int hop, int fft) =>
        new() { Window = function, WindowSamples = window, HopSamples = hop, FftLength = fft, Detrend = Detrending.None, Padding = StftPadding.Centred };
}
