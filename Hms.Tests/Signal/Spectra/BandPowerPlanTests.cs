using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class BandPowerPlanTests
{
    [Fact]
    public void ComputeAbsolute_SineInAlpha_GivesHalfItsSquaredAmplitudeThereAndLittleElsewhere()
    {
        var sine = Enumerable.Range(0, 8000).Select(i => (float)(30 * Math.Sin(2 * Math.PI * 10 * i / 200))).ToArray();
        var powers = new double[5];
        new BandPowerPlan(new WelchOptions { SegmentSamples = 800 }, FrequencyBand.Standard, BandIntegration.Trapezoid).ComputeAbsolute(sine, powers);
        // A Hann window spreads the line over three bins, all within the band; float samples round at 1e-7.
        Assert.Equal(450, powers[2], 1e-3);
        Assert.All(new[] { 0, 1, 3, 4 }, band => Assert.True(powers[band] < 1e-6));
    }

    [Fact]
    public void ComputeRelative_BandsThatMeetAtBins_AddUpToOneByTrapezoid()
    {
        var powers = new double[5];
        new BandPowerPlan(new WelchOptions { SegmentSamples = 400 }, FrequencyBand.Standard, BandIntegration.Trapezoid).ComputeRelative(TestSignals.Eeg(4000, 3), powers);
        Assert.Equal(1, powers.Sum(), 1e-12);
        new BandPowerPlan(new WelchOptions(), FrequencyBand.Standard).ComputeRelative(new float[300], powers);
        Assert.All(powers, power => Assert.Equal(0, power)); // silence
    }

    [Fact]
    public void Constructor_BandOfOneBin_SaysHowToWiden()
    {
        var message = Assert.Throws<ArgumentException>(() => new BandPowerPlan(new WelchOptions { SegmentSamples = 60 }, FrequencyBand.Standard)).Message;
        Assert.Contains("Band delta, 0.5-4 Hz, holds 1 bin(s); an integral needs 2.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_StandardAndOwnBands_AreRead()
    {
        Assert.Same(FrequencyBand.Alpha, FrequencyBand.Parse("Alpha"));
        Assert.Equal(new FrequencyBand("mu", 8, 12.5), FrequencyBand.Parse("mu=8-12.5"));
        foreach (var text in new[] { "alfa", "mu=8", "mu=a-b", "" }) { Assert.Contains("name=low-high", Assert.Throws<ArgumentException>(() => FrequencyBand.Parse(text)).Message, StringComparison.Ordinal); }
    }

    [Fact]
    public void Validate_BadBands_ReturnsAllErrors() => Assert.Equal(
        [
            "Band a: LowHz 8 must be at least 0 and below HighHz 8.",
            "Band a: HighHz 101 must not exceed the Nyquist frequency 100 Hz (sample rate 200 Hz).",
            "Band a occurs twice; names must differ.",
        ],
        FrequencyBand.Validate([new("a", 8, 8), new("a", 9, 101)], 200));
}
