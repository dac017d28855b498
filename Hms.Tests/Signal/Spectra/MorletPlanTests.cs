using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class MorletPlanTests
{
    private static readonly MorletOptions Small = new() { LowHz = 8, HighHz = 30, FrequencyCount = 5, Cycles = 5, HopSamples = 8 };

    [Fact]
    public void Compute_SineByAmplitude_GivesItsAmplitudeAtItsFrequency()
    {
        var sine = Enumerable.Range(0, 2000).Select(i => (float)(30 * Math.Sin(2 * Math.PI * 10 * i / 200))).ToArray();
        var plan = new MorletPlan(
            new MorletOptions { LowHz = 5, HighHz = 20, FrequencyCount = 4, Spacing = FrequencySpacing.Linear, Normalization = MorletNormalization.Amplitude, Value = ScalogramValue.Magnitude }, 2000);
        var image = new float[plan.ImageSize];
        plan.Compute(sine, image);
        Assert.Equal([5, 10, 15, 20], plan.FrequenciesHz);
        // Away from the ends; the negative frequency and the Gaussian's cut end leave 1e-5.
        Assert.Equal(30, image[2000 + 1000], 3e-4);
        Assert.True(image[1000] < 0.1 && image[3 * 2000 + 1000] < 0.3);
    }

    [Fact]
    public void Compute_Hop_EqualsEveryHopthColumnOfTheWhole()
    {
        var signal = TestSignals.Eeg(1000, 4);
        var whole = new MorletPlan(Small with { HopSamples = 1 }, 1000);
        var all = new double[whole.ImageSize];
        whole.Compute(Tolerance.Double(signal), all);
        foreach (var hop in new[] { 2, 7, 39, 40, 1000 })
        {
            var plan = new MorletPlan(Small with { HopSamples = hop }, 1000);
            var some = new double[plan.ImageSize];
            plan.Compute(Tolerance.Double(signal), some);
            Tolerance.AssertClose([.. all.Chunk(1000).SelectMany(row => row.Where((_, n) => n % hop == 0))], some, 1e-12);
        }
    }

    [Fact]
    public void Compute_AnyNumberOfChannels_DoesNotDependOnTheLane()
    {
        var plan = new MorletPlan(Small, 400);
        var signals = TestSignals.Eeg(400 * 11, 4);
        var together = new float[11 * plan.ImageSize];
        plan.Compute(signals, together);
        for (var channel = 0; channel < 11; channel++)
        {
            var alone = new float[plan.ImageSize];
            plan.Compute(signals.AsSpan(channel * 400, 400), alone);
            Assert.Equal(alone, together[(channel * plan.ImageSize)..((channel + 1) * plan.ImageSize)]);
        }
    }

    [Fact]
    public void Compute_NaN_SpoilsItsChannelOnly()
    {
        var plan = new MorletPlan(Small, 400);
        var signals = TestSignals.Eeg(1200, 4);
        signals[500] = float.NaN;
        var images = new float[3 * plan.ImageSize];
        plan.Compute(signals, images);
        for (var i = 0; i < images.Length; i++) { Assert.Equal(i / plan.ImageSize == 1, float.IsNaN(images[i])); }
    }

    [Fact]
    public void Compute_Repeated_AllocatesNothing()
    {
        var plan = new MorletPlan(Small, 400);
        var signal = TestSignals.Eeg(400, 2);
        var image = new float[plan.ImageSize];
        plan.Compute(signal, image);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++) { plan.Compute(signal, image); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Constructor_WaveletLongerThanTheSignal_SaysHowToShorten() =>
        Assert.Contains("wavelet of 1 Hz with 7 cycles has 2229 samples, the signal 2000; raise LowHz, lower Cycles",
            Assert.Throws<ArgumentException>(() => new MorletPlan(new MorletOptions(), 2000)).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_SeveralErrors_ReturnsAll() => Assert.Equal(
        [
            "LowHz 0 must be above 0: a wavelet needs a frequency.",
            "HighHz 100 must be below the Nyquist frequency 100 Hz (sample rate 200 Hz).",
            "Cycles 0.5 must lie between 1 and 100.",
            "HopSamples 0 must be at least 1.",
        ],
        new MorletOptions { LowHz = 0, HighHz = 100, Cycles = 0.5, HopSamples = 0 }.Validate());
}
