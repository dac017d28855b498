using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

/// <summary>Many channels at once against the difference equation written out, bit for bit, at every width of vector.</summary>
public sealed class ChannelFilteringTests
{
    public static TheoryData<int, int> Widths => new(from lanes in new[] { 1, 2, 4, 8 } from channels in new[] { 1, 2, 3, 5, 8, 20, 21 } select (lanes, channels));

    [Theory, MemberData(nameof(Widths))]
    public void FilterChannels_EveryWidth_EqualsTheScalarFormBitForBit(int lanes, int channels)
    {
        foreach (var filter in Filters())
        {
            foreach (var samples in new[] { 1, 2, 3, 7, 64, 255, 256, 257, 600 })
            {
                var signal = Channels(channels, samples);
                var output = new double[signal.Length];
                filter.Causal(signal, channels, output.AsSpan(), lanes);
                Assert.Equal(signal.Chunk(samples).SelectMany(channel => Scalar(filter, channel, settled: false)), output);
                float[] small = [.. signal.Select(value => (float)value)], place = [.. small];
                filter.Causal<float>(place, channels, place, lanes);
                Assert.Equal(small.Chunk(samples).SelectMany(channel => Scalar(filter, GoldenFilters.Widen(channel), settled: false)).Select(value => (float)value), place);
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void FilterZeroPhaseChannels_EveryWidth_EqualsTheScalarFormBitForBit(int lanes, int channels)
    {
        foreach (var filter in Filters())
        {
            foreach (var samples in new[] { filter.PaddingSamples + 1, 101, 512 })
            {
                var signal = Channels(channels, samples);
                var output = new double[signal.Length];
                filter.ZeroPhase(signal, channels, output.AsSpan(), lanes);
                Assert.Equal(signal.Chunk(samples).SelectMany(channel => ScalarZeroPhase(filter, channel)), output);
                filter.ZeroPhase(signal, channels, signal.AsSpan(), lanes);
                Assert.Equal(output, signal);
            }
        }
    }

    [Fact]
    public void FilterChannels_WidestVectors_EqualsOneChannelAfterTheOther()
    {
        var filter = ButterworthDesign.BandPass(4, 0.5, 40, 200);
        var signal = TestSignals.Noise(20 * 1000, 3);
        float[] together = new float[signal.Length], apart = new float[signal.Length];
        filter.FilterChannels(signal, 20, together);
        for (var c = 0; c < 20; c++) { filter.Filter(signal.AsSpan(c * 1000, 1000), apart.AsSpan(c * 1000, 1000)); }
        Assert.Equal(apart, together);
        filter.FilterZeroPhaseChannels(signal, 20, together);
        for (var c = 0; c < 20; c++) { filter.FilterZeroPhase(signal.AsSpan(c * 1000, 1000), apart.AsSpan(c * 1000, 1000)); }
        Assert.Equal(apart, together);
    }

    [Fact]
    public void FilterChannels_NanInOneChannel_LeavesTheOthers()
    {
        var filter = ButterworthDesign.BandPass(2, 1, 40, 200);
        var signal = TestSignals.Noise(5 * 300, 3);
        var expected = new float[signal.Length];
        filter.FilterChannels(signal, 5, expected);
        signal[2 * 300 + 100] = float.NaN;
        filter.FilterChannels(signal, 5, signal);
        for (var i = 0; i < signal.Length; i++)
        {
            if (i is >= 700 and < 900) { Assert.True(float.IsNaN(signal[i])); }
            else { Assert.Equal(expected[i], signal[i]); }
        }
    }

    [Fact]
    public void FilterChannels_AfterWarmUp_AllocatesNothing()
    {
        var filter = ButterworthDesign.BandPass(4, 0.5, 40, 200);
        var (signal, output) = (TestSignals.Noise(20 * 1000, 3), new float[20 * 1000]);
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            filter.FilterChannels(signal, 20, output);
            filter.FilterZeroPhaseChannels(signal, 20, output);
        }
    }

    [Fact]
    public void FilterChannels_ImpossibleShape_SaysTheRule()
    {
        var filter = ButterworthDesign.LowPass(2, 20, 200);
        Assert.StartsWith("10 samples do not divide into 3 channels", Assert.Throws<ArgumentException>(() => filter.FilterChannels(new float[10], 3, new float[10])).Message);
        Assert.StartsWith("The number of channels 0 must be at least 1.", Assert.ThrowsAny<ArgumentException>(() => filter.FilterChannels(new float[10], 0, new float[10])).Message);
        Assert.StartsWith("The input has 10 samples, the output 9", Assert.Throws<ArgumentException>(() => filter.FilterChannels(new float[10], 1, new float[9])).Message);
        filter.FilterChannels(Array.Empty<float>(), 3, []);
    }

    private static SecondOrderSections[] Filters() =>
        [ButterworthDesign.LowPass(1, 30, 200), ButterworthDesign.BandPass(2, 0.5, 40, 200), ButterworthDesign.HighPass(5, 1, 200), ButterworthDesign.BandPass(4, 0.5, 40, 200)];

    private static double[] Channels(int channels, int samples) =>
        [.. Enumerable.Range(0, channels).SelectMany(c => GoldenFilters.Widen(TestSignals.Eeg(samples, (uint)(c + 1))))];

    private static double[] Scalar(SecondOrderSections filter, double[] signal, bool settled)
    {
        double[] samples = [.. signal];
        var level = settled ? samples[0] : 0;
        foreach (var (b0, b1, b2, a1, a2) in filter.Sections)
        {
            double x1 = level, x2 = level;
            level *= (b0 + b1 + b2) / (1 + a1 + a2);
            double y1 = level, y2 = level;
            for (var i = 0; i < samples.Length; i++)
            {
                var x = samples[i];
                var known = Math.FusedMultiplyAdd(b0, x, Math.FusedMultiplyAdd(b1, x1, b2 * x2));
                var y = Math.FusedMultiplyAdd(-a1, y1, Math.FusedMultiplyAdd(-a2, y2, known));
                (x2, x1, y2, y1) = (x1, x, y1, y);
                samples[i] = y;
            }
        }
        return samples;
    }

    private static double[] ScalarZeroPhase(SecondOrderSections filter, double[] signal)
    {
        var padding = filter.PaddingSamples;
        double[] before = [.. Enumerable.Range(0, padding).Select(i => 2 * signal[0] - signal[padding - i])];
        double[] after = [.. Enumerable.Range(0, padding).Select(i => 2 * signal[^1] - signal[^(2 + i)])];
        var forward = Scalar(filter, [.. before, .. signal, .. after], settled: true);
        Array.Reverse(forward);
        var backward = Scalar(filter, forward, settled: true);
        Array.Reverse(backward);
        return backward[padding..^padding];
    }
}
