using System.Numerics;
using Hms.Signal.Randomness;
using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

/// <summary>The fast ways to cut and prepare windows against the plain ones, bit for bit.</summary>
public sealed class LaneFramesTests
{
    private static readonly float[] Signal = Noise(4000);

    [Theory]
    [InlineData(150, 22)]
    [InlineData(8, 1)]
    [InlineData(7, 3)]
    [InlineData(1, 1)]
    [InlineData(129, 400)]
    public void Load_AnyCount_EqualsSampleBySample(int window, int hop)
    {
        for (var count = 1; count <= Vector<float>.Count; count++)
        {
            var (fast, plain) = (new Vector<float>[window], new Vector<float>[window]);
            var start = Signal.Length - (count - 1) * hop - window; // the last window ends with the signal
            LaneFrames<float>.Load<float>(Signal, start, hop, count, fast);
            LaneFrames<float>.LoadSingly<float>(Signal, start, hop, count, plain);
            Assert.Equal(plain, fast);
            Assert.Throws<ArgumentOutOfRangeException>(() => LaneFrames<float>.Load<float>(Signal, start + 1, hop, count, fast));
        }
    }

    [Theory]
    [InlineData(Detrending.None, 150, 256)]
    [InlineData(Detrending.Constant, 150, 256)]
    [InlineData(Detrending.Linear, 150, 256)]
    [InlineData(Detrending.Constant, 15, 16)]
    [InlineData(Detrending.Constant, 16, 16)]
    [InlineData(Detrending.Constant, 15, 15)]
    [InlineData(Detrending.Constant, 1, 2)]
    public void DetrendAndTaper_OnePass_EqualsTwo(Detrending detrending, int window, int length)
    {
        var fft = new LaneRealFft<float>(length);
        var (one, two) = (new Vector<float>[window], new Vector<float>[window]);
        LaneFrames<float>.Load<float>(Signal, 100, 22, Vector<float>.Count, one);
        LaneFrames<float>.Load<float>(Signal, 100, 22, Vector<float>.Count, two);
        var taper = Noise(window);
        Vector<float>[] oneRe = new Vector<float>[fft.PackedLength], oneIm = Filled(fft.PackedLength), twoRe = Filled(fft.PackedLength), twoIm = new Vector<float>[fft.PackedLength];
        LaneFrames<float>.DetrendAndTaper(one, detrending, taper, fft, oneRe, oneIm);
        LaneFrames<float>.Detrend(two, detrending);
        LaneFrames<float>.TaperAndPack(two, taper, fft, twoRe, twoIm);
        Assert.Equal(twoRe, oneRe);
        Assert.Equal(twoIm, oneIm);
    }

    private static Vector<float>[] Filled(int length) => [.. Enumerable.Repeat(new Vector<float>(9), length)];

    private static float[] Noise(int length)
    {
        var random = new HashRandom(4);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(100 + random.NextGaussian()))];
    }
}
