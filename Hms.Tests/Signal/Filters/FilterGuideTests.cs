using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

/// <summary>The first snippet of docs/guide/filters.md.</summary>
public sealed class FilterGuideTests
{
    [Fact]
    public void Snippet_OfTheGuide_Runs()
    {
        var (eeg, filtered) = (TestSignals.Noise(20 * 1000, 1), new float[20 * 1000]);
        var (chunk, filteredChunk) = (TestSignals.Noise(20 * 7, 2), new float[20 * 7]);
        var (channel, filteredChannel) = (TestSignals.Noise(1000, 3), new float[1000]);

        var band = ButterworthDesign.BandPass(order: 4, lowHz: 0.5, highHz: 40, sampleRateHz: 200);
        band.FilterZeroPhaseChannels(eeg, channels: 20, filtered);

        var mains = NotchDesign.Notch(centreHz: 30, quality: 30, sampleRateHz: 200, harmonics: 2);
        var both = SecondOrderSections.Cascade(mains, band);

        var stream = new StreamingFilter(both, channels: 20, StreamingStart.FirstSample);
        stream.Process(chunk, filteredChunk);

        var fir = FirDesign.BandStop(taps: 401, lowHz: 57, highHz: 63, sampleRateHz: 200, FirWindow.Kaiser(8.6));
        fir.FilterZeroPhase(channel, filteredChannel);

        var resampler = PolyphaseResampler.ForRates(fromHz: 256, toHz: 200);
        var output = new float[resampler.OutputLength(channel.Length)];
        resampler.Resample(channel, output);

        Assert.All([filtered, filteredChunk, filteredChannel, output], values => Assert.All(values, value => Assert.True(float.IsFinite(value))));
        Assert.Equal((7, 782), (both.SectionCount, output.Length));
    }
}
