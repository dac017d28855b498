using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

public sealed class StreamingFilterTests
{
    private const int Samples = 700;

    public static TheoryData<int, int> Chunkings => new(from channels in new[] { 1, 3, 4, 20 } from seed in new[] { 1, 2, 3 } select (channels, seed));

    [Theory, MemberData(nameof(Chunkings))]
    public void Process_AnyChunks_EqualsOneCallBitForBit(int channels, int seed)
    {
        var filter = ButterworthDesign.BandPass(3, 0.5, 40, 200);
        var signal = TestSignals.Noise(channels * Samples, (uint)seed);
        var whole = new float[signal.Length];
        filter.FilterChannels(signal, channels, whole);
        var stream = new StreamingFilter(filter, channels);
        Assert.Equal(whole, InChunks(stream, signal, channels, seed));
        stream.Reset();
        Assert.Equal(whole, InChunks(stream, signal, channels, seed + 10));
    }

    [Fact]
    public void Process_FirstSampleStart_IsTheSameForAnyChunksAndAfterReset()
    {
        var filter = ButterworthDesign.HighPass(3, 0.5, 200);
        var signal = TestSignals.Eeg(5 * Samples, 4);
        var stream = new StreamingFilter(filter, 5, StreamingStart.FirstSample);
        var whole = new float[signal.Length];
        stream.Process(signal, whole);
        // Settled at the offset of 100 uV: no step at the start.
        Assert.All(Enumerable.Range(0, 5), channel => Assert.Equal(0, whole[channel * Samples], 1e-3));
        stream.Reset();
        Assert.Equal(whole, InChunks(stream, signal, 5, 6));
    }

    [Fact]
    public void Process_ConstantSettledLowPass_StaysConstant()
    {
        var output = new double[50];
        new StreamingFilter(ButterworthDesign.LowPass(4, 10, 200), 1, StreamingStart.FirstSample).Process([.. Enumerable.Repeat(100.0, 50)], output);
        Assert.All(output, value => Assert.Equal(100, value, 1e-10));
    }

    [Fact]
    public void Process_Nan_SpoilsItsChannelUntilReset()
    {
        var stream = new StreamingFilter(ButterworthDesign.LowPass(2, 10, 200), 2);
        var output = new float[4];
        stream.Process([1, float.NaN, 1, 1], output);
        Assert.Equal([false, true, false, false], output.Select(float.IsNaN));
        stream.Process([1, 1, 1, 1], output);
        Assert.Equal([true, true, false, false], output.Select(float.IsNaN));
        stream.Reset();
        stream.Process([1, 1, 1, 1], output);
        Assert.DoesNotContain(output, float.IsNaN);
    }

    [Fact]
    public void Process_ImpossibleShape_SaysTheRuleAndKeepsTheState()
    {
        var filter = ButterworthDesign.LowPass(2, 10, 200);
        var stream = new StreamingFilter(filter, 3);
        Assert.Throws<ArgumentException>(() => stream.Process(new float[4], new float[4]));
        stream.Process(Array.Empty<float>(), []);
        float[] output = new float[3], expected = new float[3];
        stream.Process([1f, 2, 3], output);
        filter.FilterChannels([1f, 2, 3], 3, expected);
        Assert.Equal(expected, output);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamingFilter(filter, 0));
    }

    private static float[] InChunks(StreamingFilter stream, float[] signal, int channels, int seed)
    {
        var output = new float[signal.Length];
        var lengths = TestSignals.Noise(Samples, (uint)seed);
        for (int start = 0, turn = 0; start < Samples; turn++)
        {
            var count = Math.Min(Samples - start, (int)(Math.Abs(lengths[turn]) * (turn % 2 == 0 ? 5 : 300)));
            var chunk = Enumerable.Range(0, channels).SelectMany(c => signal.AsSpan(c * Samples + start, count).ToArray()).ToArray();
            stream.Process(chunk, chunk);
            for (var c = 0; c < channels; c++) { chunk.AsSpan(c * count, count).CopyTo(output.AsSpan(c * Samples + start)); }
            start += count;
        }
        return output;
    }
}
