using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class StftGoldenTests
{
    // The transform runs in float: a bin's amplitude errs by some steps (6e-8) of the window's largest amplitude. SciPy on float samples errs by up to 4.7e-6 here.
    private const double AmplitudeTolerance = 1e-6;

    // Periodic windows in double.
    private const double WindowTolerance = 1e-15;

    internal sealed record Case(string Name, int Samples, int Bins, int Frames, double[] Frequencies, double[] Times, int FrameStep, double[] Power);

    private static readonly Dictionary<string, StftOptions> Options = new()
    {
        ["paper"] = StftOptions.Paper,
        ["hann-1024"] = new() { Window = WindowFunction.Hann, WindowSamples = 400, HopSamples = 200, FftLength = 1024, Detrend = Detrending.Linear },
        ["hann-none"] = new() { Window = WindowFunction.Hann, WindowSamples = 200, HopSamples = 100, FftLength = 200, Detrend = Detrending.None },
        ["hamming-spectrum"] = new() { Window = WindowFunction.Hamming, WindowSamples = 128, HopSamples = 32, FftLength = 500, Scaling = PowerScaling.Spectrum },
        ["boxcar-odd"] = new() { Window = WindowFunction.Rectangular, WindowSamples = 101, HopSamples = 41, FftLength = 135, SampleRateHz = 100, Detrend = Detrending.Linear },
        ["prime"] = new() { Window = WindowFunction.Hann, WindowSamples = 100, HopSamples = 50, FftLength = 254 },
        ["prime-odd"] = new() { TukeyFraction = 0.5, WindowSamples = 97, HopSamples = 47, FftLength = 211 },
    };

    public static TheoryData<string> Names => [.. Options.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ComputePower_SciPysCase_IsSciPys(string name)
    {
        var golden = GoldenSignal.Read<Case[]>("spectrogram").Single(c => c.Name == name);
        var plan = new StftPlan(Options[name]);
        Assert.Equal((golden.Bins, golden.Frames), (plan.BinCount, plan.FrameCount(golden.Samples)));
        for (var bin = 0; bin < golden.Bins; bin++) { Assert.Equal(golden.Frequencies[bin], plan.FrequenciesHz[bin], 1e-6); }
        for (var frame = 0; frame < golden.Frames; frame++) { Assert.Equal(golden.Times[frame], plan.FrameTimeSeconds(frame), 1e-4); }
        var power = new float[golden.Bins * golden.Frames];
        plan.ComputePower(TestSignals.Eeg(golden.Samples, 11), power);
        var kept = (golden.Frames + golden.FrameStep - 1) / golden.FrameStep;
        var worst = 0.0;
        for (var column = 0; column < kept; column++)
        {
            var peak = Enumerable.Range(0, golden.Bins).Max(bin => golden.Power[bin * kept + column]);
            for (var bin = 0; bin < golden.Bins; bin++)
            {
                var expected = golden.Power[bin * kept + column];
                var amplitudeError = Math.Abs(Math.Sqrt(power[bin * golden.Frames + column * golden.FrameStep]) - Math.Sqrt(expected)) / Math.Sqrt(peak);
                worst = Math.Max(worst, amplitudeError);
            }
        }
        Assert.InRange(worst, 0, AmplitudeTolerance);
    }

    [Theory]
    [InlineData("hann-64", WindowFunction.Hann, 64, 0)]
    [InlineData("hann-7", WindowFunction.Hann, 7, 0)]
    [InlineData("hann-1", WindowFunction.Hann, 1, 0)]
    [InlineData("tukey25-150", WindowFunction.Tukey, 150, 0.25)]
    [InlineData("tukey100-20", WindowFunction.Tukey, 20, 1)]
    [InlineData("tukey0-20", WindowFunction.Tukey, 20, 0)]
    [InlineData("hamming-33", WindowFunction.Hamming, 33, 0)]
    public void Create_SciPysWindow_IsSciPys(string name, WindowFunction function, int length, double tukeyFraction)
    {
        var golden = GoldenSignal.Read<Dictionary<string, double[]>>("windows")[name];
        var window = TaperWindows.Create(function, length, tukeyFraction);
        Assert.Equal(golden.Length, window.Length);
        for (var i = 0; i < length; i++) { Assert.Equal(golden[i], window[i], WindowTolerance); }
    }
}
