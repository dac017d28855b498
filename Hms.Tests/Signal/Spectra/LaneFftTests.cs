using System.Numerics;
using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

/// <summary>The transforms against the defining sum in double, a different signal in each lane.</summary>
public sealed class LaneFftTests
{
    // Relative to the root of the signal's energy; float's step is 6e-8, errors grow with the logarithm of the length.
    private const double FloatTolerance = 1e-6;
    private const double DoubleTolerance = 1e-13;

    public static TheoryData<int> Lengths => [1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 25, 30, 31, 37, 62, 64, 74, 97, 100, 128, 135, 200, 211, 254, 256, 500, 512, 1000, 1024];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Transform_Double_EqualsTheDefiningSum(int length) => Check<double>(length, DoubleTolerance);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Transform_Float_EqualsTheDefiningSum(int length) => Check<float>(length, FloatTolerance);

    private static void Check<T>(int length, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var fft = new LaneRealFft<T>(length);
        var lanes = Vector<T>.Count;
        var signals = Enumerable.Range(0, lanes).Select(lane => TestSignals.Noise(length, (uint)(lane + 1))).ToArray();
        Vector<T>[] re = new Vector<T>[fft.PackedLength], im = new Vector<T>[fft.PackedLength], scratch = new Vector<T>[fft.ScratchVectors];
        for (var n = 0; n < length; n++)
        {
            var sample = new Vector<T>([.. signals.Select(signal => T.CreateTruncating(signal[n]))]);
            if (!fft.IsEven) { re[n] = sample; }
            else { (n % 2 == 0 ? re : im)[n / 2] = sample; }
        }
        fft.Transform(re, im, scratch);
        for (var lane = 0; lane < lanes; lane++)
        {
            var scale = Math.Sqrt(signals[lane].Sum(value => (double)value * value));
            for (var bin = 0; bin <= length / 2; bin++)
            {
                var (x, y) = fft.Bin(re, im, bin);
                var ours = new Complex(double.CreateChecked(x[lane]), double.CreateChecked(y[lane]));
                Assert.InRange((ours - DefiningSum(signals[lane], bin)).Magnitude / scale, 0, tolerance * Math.Sqrt(Math.Log2(length) + 1));
            }
        }
    }

    private static Complex DefiningSum(float[] signal, int bin)
    {
        var sum = Complex.Zero;
        for (var n = 0; n < signal.Length; n++) { sum += signal[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((long)bin * n % signal.Length) / signal.Length); }
        return sum;
    }
}
