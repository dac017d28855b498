using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

/// <summary>Mel spectrograms against a program written from the published formulas, in float64.</summary>
public sealed class MelSpectrogramGoldenTests
{
    // Sums in float: a band's amplitude errs by some steps (6e-8) of the greatest amplitude of its frame.
    private const double AmplitudeTolerance = 1e-6;

    // The same seen in decibels at up to 80 dB below the greatest value, where an amplitude is 1e-4 of it: 20 log10(1 + 1e-6 / 1e-4) = 0.09.
    private const double DecibelTolerance = 0.09;

    internal sealed record Case(string Name, int Samples, int Frames, int FrameStep, double[] Centres, double[] Power, double[] Decibels);

    private static readonly Dictionary<string, MelSpectrogramOptions> Options = new()
    {
        ["magic"] = new(),
        ["short"] = new() { MelCount = 40 },
        ["hamming-odd"] = new() { FftLength = 257, HopSamples = 31, WindowSamples = 101, Window = WindowFunction.Hamming, MelCount = 24, LowHz = 0.5, HighHz = 60 },
        ["wide"] = new() { FftLength = 256, HopSamples = 50, WindowSamples = 256, MelCount = 40, HighHz = 100 },
        ["above-break"] = new() { SampleRateHz = 8000, FftLength = 512, HopSamples = 128, WindowSamples = 400, Window = WindowFunction.Blackman, MelCount = 30, LowHz = 50, HighHz = 4000 },
        ["even-boxcar"] = new() { FftLength = 128, HopSamples = 40, WindowSamples = 64, Window = WindowFunction.Rectangular, MelCount = 16, HighHz = 30 },
    };

    public static TheoryData<string> Names => [.. Options.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ComputePower_Case_IsThatOfTheFormulas(string name)
    {
        var golden = GoldenSpectra.Read<Case[]>("mel").Single(c => c.Name == name);
        foreach (var method in new MelMethod?[] { null, MelMethod.Direct, MelMethod.Transform })
        {
            var plan = new MelSpectrogramPlan(Options[name], method);
            Assert.Equal(golden.Frames, plan.FrameCount(golden.Samples));
            Assert.InRange(GoldenSpectra.Error(golden.Centres, [.. plan.Filters.CentresHz]), 0, 1e-11);
            var mel = new float[plan.Options.MelCount * golden.Frames];
            plan.ComputePower(TestSignals.Eeg(golden.Samples, 17), mel);
            var kept = Enumerable.Range(0, golden.Frames).Where(frame => frame % golden.FrameStep == 0).ToArray();
            var worst = 0.0;
            for (var column = 0; column < kept.Length; column++)
            {
                var peak = Math.Sqrt(Enumerable.Range(0, plan.Options.MelCount).Max(band => golden.Power[band * kept.Length + column]));
                for (var band = 0; band < plan.Options.MelCount; band++)
                {
                    worst = Math.Max(worst, Math.Abs(Math.Sqrt(golden.Power[band * kept.Length + column]) - Math.Sqrt(mel[band * golden.Frames + kept[column]])) / peak);
                }
            }
            Assert.InRange(worst, 0, AmplitudeTolerance);
            Decibels.FromPower(mel, mel);
            for (var i = 0; i < golden.Decibels.Length; i++) { Assert.Equal(golden.Decibels[i], mel[i / kept.Length * golden.Frames + kept[i % kept.Length]], DecibelTolerance); }
        }
    }

    [Fact]
    public void Filters_NarrowAndWide_HaveAreaOneOrHoldNoBin()
    {
        var filters = new MelSpectrogramPlan(new()).Filters;
        // A band is 40 Hz / 129 wide, more than the 0.195 Hz between bins: each holds one. At half the length some hold none; librosa warns of that.
        Assert.All(Enumerable.Range(0, 128), mel => Assert.False(filters.WeightsOf(mel).IsEmpty));
        Assert.Equal((1, 102), (filters.FirstBin, filters.BinCount));
        var coarse = new MelSpectrogramPlan(new() { FftLength = 512 }).Filters;
        Assert.Contains(Enumerable.Range(0, 128), mel => coarse.WeightsOf(mel).IsEmpty);
        var fine = new MelSpectrogramPlan(new() { FftLength = 1 << 16, MelCount = 10 }).Filters;
        for (var mel = 0; mel < 10; mel++)
        {
            var area = 0.0;
            foreach (var weight in fine.WeightsOf(mel)) { area += weight * 200.0 / (1 << 16); }
            Assert.Equal(1, area, 1e-4);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(440)]
    [InlineData(1000)]
    [InlineData(4000)]
    public void MelScale_ThereAndBack_IsTheSame(double frequency) => Assert.Equal(frequency, MelScale.ToHz(MelScale.FromHz(frequency)), 1e-9);

    [Fact]
    public void ComputePower_Repeated_AllocatesNothing()
    {
        var plan = new MelSpectrogramPlan(new());
        var signal = TestSignals.Eeg(10_000, 2);
        var mel = new float[128 * 257];
        plan.ComputePower(signal, mel);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++) { plan.ComputePower(signal, mel); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ComputePower_Nan_SpoilsItsFramesOnly(bool isDirect)
    {
        var plan = new MelSpectrogramPlan(new() { MelCount = 8 }, isDirect ? MelMethod.Direct : MelMethod.Transform);
        var signal = TestSignals.Eeg(1000, 2);
        signal[500] = float.NaN;
        var frames = plan.FrameCount(1000);
        var mel = new float[8 * frames];
        plan.ComputePower(signal, mel);
        for (var frame = 0; frame < frames; frame++) { Assert.Equal(Math.Abs(500 - 39 * frame) < 64, float.IsNaN(mel[frame])); }
    }

    [Fact]
    public void Validate_SeveralErrors_ReturnsAll() => Assert.Equal(
        ["HopSamples 0 must be at least 1.", "FftLength 100 must be at least WindowSamples 128.", "HighHz 120 must not exceed the Nyquist frequency 100 Hz (sample rate 200 Hz)."],
        new MelSpectrogramOptions { HopSamples = 0, FftLength = 100, HighHz = 120 }.Validate());
}
