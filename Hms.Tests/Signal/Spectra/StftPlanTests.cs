using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class StftPlanTests
{
    [Fact]
    public void FrameCount_PapersParameters_Gives129By448()
    {
        var plan = new StftPlan(StftOptions.Paper);
        Assert.Equal((129, 448), (plan.BinCount, plan.FrameCount(10_000)));
        Assert.Equal((0, 1, 1, 2), (plan.FrameCount(149), plan.FrameCount(150), plan.FrameCount(171), plan.FrameCount(172)));
    }

    [Fact]
    public void ComputePower_Band_EqualsTheRowsOfTheWhole()
    {
        var signal = TestSignals.Eeg(1000, 2);
        var whole = new StftPlan(new StftOptions { WindowSamples = 200, HopSamples = 50, FftLength = 256 });
        var band = new StftPlan(whole.Options with { LowHz = 0.78125, HighHz = 20 });
        Assert.Equal((0.78125, 19.53125), (band.FrequenciesHz[0], band.FrequenciesHz[^1]));
        var frames = whole.FrameCount(1000);
        float[] all = new float[whole.BinCount * frames], some = new float[band.BinCount * frames];
        whole.ComputePower(signal, all);
        band.ComputePower(signal, some);
        Assert.Equal(all[frames..(frames + some.Length)], some);
    }

    [Fact]
    public void ComputePower_AnyNumberOfFrames_DoesNotDependOnTheLane()
    {
        var plan = new StftPlan(new StftOptions { WindowSamples = 64, HopSamples = 16, FftLength = 64 });
        var signal = TestSignals.Eeg(64 + 16 * 20, 2);
        var whole = new float[plan.BinCount * 21];
        plan.ComputePower(signal, whole);
        for (var frame = 0; frame < 21; frame++)
        {
            var single = new float[plan.BinCount];
            plan.ComputePower(signal.AsSpan(16 * frame, 64), single);
            for (var bin = 0; bin < plan.BinCount; bin++) { Assert.Equal(single[bin], whole[bin * 21 + frame]); }
        }
    }

    [Fact]
    public void ComputePower_Density_SumsToTheSignalsPower()
    {
        // A window of whole periods, not tapered: Parseval's sum over the bins is the mean square, 0.5 A^2.
        var plan = new StftPlan(new StftOptions { WindowSamples = 200, HopSamples = 200, Window = WindowFunction.Rectangular });
        var sine = Enumerable.Range(0, 200).Select(i => (float)(30 * Math.Sin(2 * Math.PI * 10 * i / 200))).ToArray();
        var power = new float[plan.BinCount];
        plan.ComputePower(sine, power);
        Assert.Equal(450, power.Sum(value => (double)value), 1e-3);
        Assert.Equal(450, power[10], 1e-3);
    }

    [Fact]
    public void ComputePower_Nan_SpoilsItsWindowsOnly()
    {
        var plan = new StftPlan(new StftOptions { WindowSamples = 64, HopSamples = 64, FftLength = 64 });
        var signal = TestSignals.Eeg(64 * 3, 2);
        signal[100] = float.NaN;
        var power = new float[plan.BinCount * 3];
        plan.ComputePower(signal, power);
        for (var i = 0; i < power.Length; i++) { Assert.Equal(i % 3 == 1, float.IsNaN(power[i])); }
    }

    [Fact]
    public void ComputePower_Repeated_AllocatesNothing()
    {
        var plan = new StftPlan(StftOptions.Paper);
        var signal = TestSignals.Eeg(10_000, 2);
        var power = new float[129 * 448];
        plan.ComputePower(signal, power);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++) { plan.ComputePower(signal, power); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ComputePower_WrongLengths_NamesBoth()
    {
        var plan = new StftPlan(StftOptions.Paper);
        Assert.StartsWith("The signal has 149 samples; one window needs 150.", Assert.Throws<ArgumentException>(() => plan.ComputePower(new float[149], [])).Message);
        Assert.StartsWith("The output has 5 values; 129 bins of 1 windows need 129.", Assert.Throws<ArgumentException>(() => plan.ComputePower(new float[150], new float[5])).Message);
    }

    [Fact]
    public void Validate_SeveralErrors_ReturnsAll()
    {
        var errors = new StftOptions { WindowSamples = 300, HopSamples = 0, FftLength = 256, HighHz = 150 }.Validate();
        Assert.Equal(
            [
                "HopSamples 0 must be at least 1.",
                "FftLength 256 must be at least WindowSamples 300, or 0 for the same length.",
                "HighHz 150 must not exceed the Nyquist frequency 100 Hz (sample rate 200 Hz).",
            ],
            errors);
        Assert.Empty(new StftOptions().Validate());
        Assert.Contains("No frequency bin lies between 10.2 and 10.9 Hz", new StftOptions { LowHz = 10.2, HighHz = 10.9 }.Validate().Single());
    }
}
