using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

/// <summary>The folded sum in every register width against the plain definition in double.</summary>
public sealed class FoldedDftTests
{
    // Relative to the sum of the window's magnitudes; float's step is 6e-8.
    private const double AmplitudeTolerance = 3e-7;

    public static TheoryData<WindowFunction, int, int, int, int, int> Shapes => new()
    {
        { WindowFunction.Hann, 128, 1024, 1, 102, 257 },
        { WindowFunction.Hamming, 101, 257, 0, 7, 5 },
        { WindowFunction.Rectangular, 64, 128, 3, 33, 48 },
        { WindowFunction.Tukey, 1, 16, 0, 3, 2 },
        { WindowFunction.Blackman, 2, 16, 2, 1, 288 },
        { WindowFunction.Hamming, 150, 256, 0, 129, 100 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Power_EveryWidth_IsTheDefinitionAndTheSame(WindowFunction function, int length, int fftLength, int firstBin, int binCount, int frames)
    {
        const int Hop = 13;
        var window = TaperWindows.Create(function, length);
        var dft = new FoldedDft(window, fftLength, firstBin, binCount);
        var signal = TestSignals.Noise((frames - 1) * Hop + length, 4);
        var scalar = Run<LanesScalar>();
        Assert.Equal(scalar, Run<Lanes128>());
        Assert.Equal(scalar, Run<Lanes256>());
        Assert.Equal(scalar, Run<Lanes512>());
        Assert.Equal(scalar, Kept((scratch, power) => dft.Power(signal, Hop, frames, scratch, power)));
        for (var bin = 0; bin < binCount; bin++)
        {
            for (var frame = 0; frame < frames; frame += Math.Max(1, frames / 7))
            {
                double re = 0, im = 0, scale = 0;
                for (var n = 0; n < length; n++)
                {
                    var value = window[n] * signal[frame * Hop + n];
                    var turn = 2 * Math.PI * (firstBin + bin) * n / fftLength;
                    re += value * Math.Cos(turn);
                    im -= value * Math.Sin(turn);
                    scale += Math.Abs(value);
                }
                Assert.Equal(Math.Sqrt(re * re + im * im), Math.Sqrt(scalar[bin * frames + frame]), AmplitudeTolerance * scale + 1e-30);
            }
        }

        float[] Run<TLanes>()
            where TLanes : struct, ILanes<TLanes> => Kept((scratch, power) => dft.Power<TLanes>(signal, Hop, frames, scratch, power));

        float[] Kept(Action<float[], float[]> compute)
        {
            var power = new float[dft.PowerLength];
            compute(new float[dft.ScratchLength], power);
            return [.. Enumerable.Range(0, binCount).SelectMany(bin => power.Skip(bin * FoldedDft.BlockFrames).Take(frames))];
        }
    }
}
