using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

/// <summary>All outputs of the short-time transform against SciPy's, in both precisions.</summary>
public sealed class StftPrecisionTests
{
    // Relative to the greatest value: what the documentation promises.
    private const double DoubleTolerance = 1e-10;
    private const double FloatTolerance = 1e-5;

    internal sealed record Case(string Name, int Samples, int Bins, int Frames, int FrameStep, double[] Frequencies, double[] Times, double[] Power, double[] Magnitude, double[] Re, double[] Im);

    private static readonly Dictionary<string, StftOptions> Options = new()
    {
        ["paper"] = StftOptions.Paper,
        ["none"] = new() { Window = WindowFunction.Hann, WindowSamples = 100, HopSamples = 40, FftLength = 128, Detrend = Detrending.None },
        ["linear"] = new() { Window = WindowFunction.Hann, WindowSamples = 200, HopSamples = 100, FftLength = 256, Detrend = Detrending.Linear },
        ["spectrum"] = new() { Window = WindowFunction.Hamming, WindowSamples = 64, HopSamples = 32, FftLength = 100, Scaling = PowerScaling.Spectrum },
        ["prime"] = new() { SampleRateHz = 250, Window = WindowFunction.Blackman, WindowSamples = 101, HopSamples = 51, FftLength = 211, Detrend = Detrending.Linear, Scaling = PowerScaling.Spectrum },
        ["dpss"] = new() { Window = WindowFunction.Dpss, TimeBandwidth = 2, WindowSamples = 97, HopSamples = 57, FftLength = 97 },
    };

    private static readonly Dictionary<string, StftOptions> CentredOptions = new()
    {
        ["hann"] = Centred(new() { Window = WindowFunction.Hann, WindowSamples = 100, HopSamples = 50 }),
        ["padded"] = Centred(new() { Window = WindowFunction.Tukey, WindowSamples = 64, HopSamples = 19, FftLength = 90 }),
        ["odd"] = Centred(new() { Window = WindowFunction.Hamming, WindowSamples = 51, HopSamples = 21 }),
    };

    public static TheoryData<string> Names => [.. Options.Keys];

    public static TheoryData<string> CentredNames => [.. CentredOptions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_SciPysCase_IsSciPysInDoubleAndInFloat(string name)
    {
        var golden = GoldenSpectra.Read<Case[]>("spectrogram").Single(c => c.Name == name);
        var plan = new StftPlan(Options[name]);
        Assert.Equal((golden.Bins, golden.Frames), (plan.BinCount, plan.FrameCount(golden.Samples)));
        Assert.Equal(0, GoldenSpectra.Error(golden.Frequencies, [.. plan.FrequenciesHz]), DoubleTolerance);
        Assert.Equal(0, GoldenSpectra.Error(golden.Times, [.. Enumerable.Range(0, golden.Frames).Select(plan.FrameTimeSeconds)]), DoubleTolerance);
        var size = golden.Bins * golden.Frames;
        var single = TestSignals.Eeg(golden.Samples, 11);
        double[] signal = [.. single.Select(value => (double)value)], a = new double[size], b = new double[size];
        float[] x = new float[size], y = new float[size];
        plan.ComputePower(signal, a);
        plan.ComputePower(single, x);
        Check(golden.Power, a, x);
        plan.ComputeMagnitude(signal, a);
        plan.ComputeMagnitude(single, x);
        Check(golden.Magnitude, a, x);
        plan.ComputeComplex(signal, a, b);
        plan.ComputeComplex(single, x, y);
        Check([.. golden.Re, .. golden.Im], [.. a, .. b], [.. x, .. y], parts: 2);

        void Check(double[] expected, double[] doubles, float[] floats, int parts = 1)
        {
            Assert.InRange(GoldenSpectra.Error(expected, Kept(doubles, parts * golden.Bins)), 0, DoubleTolerance);
            Assert.InRange(GoldenSpectra.Error(expected, Kept([.. floats.Select(value => (double)value)], parts * golden.Bins)), 0, FloatTolerance);
        }

        double[] Kept(double[] values, int rows) =>
            [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, golden.Frames).Where(frame => frame % golden.FrameStep == 0).Select(frame => values[row * golden.Frames + frame]))];
    }

    [Theory]
    [MemberData(nameof(CentredNames))]
    public void ComputeComplex_Centred_IsSciPysStft(string name)
    {
        var golden = GoldenSpectra.Read<Case[]>("stft").Single(c => c.Name == name);
        var plan = new StftPlan(CentredOptions[name]);
        Assert.Equal((golden.Bins, golden.Frames), (plan.BinCount, plan.FrameCount(golden.Samples)));
        // SciPy's times of an odd window are half a sample early: it counts from the window's centre, which then lies between two samples.
        var late = plan.Options.WindowSamples % 2 == 0 ? 0 : 0.5 / 200;
        for (var frame = 0; frame < golden.Frames; frame++) { Assert.Equal(golden.Times[frame] + late, plan.FrameTimeSeconds(frame), 1e-12); }
        double[] signal = [.. TestSignals.Eeg(golden.Samples, 13).Select(value => (double)value)], re = new double[golden.Re.Length], im = new double[golden.Im.Length];
        plan.ComputeComplex(signal, re, im);
        Assert.InRange(GoldenSpectra.Error([.. golden.Re, .. golden.Im], [.. re, .. im]), 0, DoubleTolerance);
    }

    private static StftOptions Centred(StftOptions options) => options with { Padding = StftPadding.Centred, Detrend = Detrending.None, Scaling = PowerScaling.Spectrum };
}
