using System.Numerics;
using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class RealFftTests
{
    // Relative to the greatest magnitude: a few dozen roundings (1e-16 and 6e-8) at these lengths.
    private const double DoubleTolerance = 1e-12;
    private const double FloatTolerance = 2e-6;

    internal sealed record Case(int Length, int[] Bins, double[] Re, double[] Im);

    public static TheoryData<int> Lengths => [.. GoldenSpectra.Read<Case[]>("rfft").Select(c => c.Length)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Forward_NumPysCase_IsNumPys(int length)
    {
        CheckForward<double>(length, DoubleTolerance);
        CheckForward<float>(length, FloatTolerance);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Inverse_OfForward_IsTheSignal(int length)
    {
        CheckInverse<double>(length, DoubleTolerance);
        CheckInverse<float>(length, FloatTolerance);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    public void Forward_ManySignals_EqualsEachAlone(int length)
    {
        var fft = new RealFft<float>(length);
        const int Count = 11;
        var signals = TestSignals.Noise(Count * length, 5);
        float[] re = new float[Count * fft.BinCount], im = new float[Count * fft.BinCount], aloneRe = new float[fft.BinCount], aloneIm = new float[fft.BinCount];
        fft.Forward(signals, re, im);
        var back = new float[signals.Length];
        fft.Inverse(re, im, back);
        var aloneBack = new float[length];
        for (var i = 0; i < Count; i++)
        {
            fft.Forward(signals.AsSpan(i * length, length), aloneRe, aloneIm);
            Assert.Equal(aloneRe, re[(i * fft.BinCount)..((i + 1) * fft.BinCount)]);
            Assert.Equal(aloneIm, im[(i * fft.BinCount)..((i + 1) * fft.BinCount)]);
            fft.Inverse(aloneRe, aloneIm, aloneBack);
            Assert.Equal(aloneBack, back[(i * length)..((i + 1) * length)]);
        }
    }

    /// <summary>Parseval: the mean of the squares in time is that of the two-sided spectrum over the length.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    public void Forward_Any_KeepsTheEnergy(int length)
    {
        var fft = new RealFft<double>(length);
        var signal = TestSignals.Noise(length, 8).Select(value => (double)value).ToArray();
        double[] re = new double[fft.BinCount], im = new double[fft.BinCount];
        fft.Forward(signal, re, im);
        var energy = Enumerable.Range(0, fft.BinCount).Sum(bin => (bin == 0 || 2 * bin == length ? 1 : 2) * (re[bin] * re[bin] + im[bin] * im[bin])) / length;
        Assert.Equal(signal.Sum(value => value * value), energy, 1e-11);
    }

    [Fact]
    public void Forward_SumOfSignals_IsTheSumOfSpectra()
    {
        var fft = new RealFft<double>(211);
        double[] a = [.. TestSignals.Noise(211, 1).Select(value => (double)value)], b = [.. TestSignals.Noise(211, 2).Select(value => 3.0 * value)];
        var spectra = new[] { a, b, [.. a.Zip(b, (x, y) => x + y)] }.Select(signal =>
        {
            double[] re = new double[fft.BinCount], im = new double[fft.BinCount];
            fft.Forward(signal, re, im);
            return re.Zip(im, (x, y) => new Complex(x, y)).ToArray();
        }).ToArray();
        for (var bin = 0; bin < fft.BinCount; bin++) { Assert.InRange((spectra[0][bin] + spectra[1][bin] - spectra[2][bin]).Magnitude, 0, 1e-12); }
    }

    [Fact]
    public void Forward_Repeated_AllocatesNothing()
    {
        var fft = new RealFft<double>(1000);
        double[] signal = new double[1000], re = new double[501], im = new double[501];
        fft.Forward(signal, re, im);
        fft.Inverse(re, im, signal);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++)
        {
            fft.Forward(signal, re, im);
            fft.Inverse(re, im, signal);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Inverse_ImaginaryPartsOfTheEnds_AreIgnoredAsInNumPy()
    {
        var fft = new RealFft<double>(8);
        double[] re = [1, 2, 3, 4, 5], im = [9, 1, 1, 1, 9], zeros = [0, 1, 1, 1, 0], a = new double[8], b = new double[8];
        fft.Inverse(re, im, a);
        fft.Inverse(re, zeros, b);
        Assert.Equal(b, a);
    }

    [Fact]
    public void Forward_WrongLengths_NamesBoth()
    {
        var fft = new RealFft<float>(8);
        Assert.StartsWith("The signals have 9 samples; whole signals of 8 are needed.", Assert.Throws<ArgumentException>(() => fft.Forward(new float[9], new float[5], new float[5])).Message);
        Assert.StartsWith("The spectra have 5 real and 4 imaginary parts; 1 of 5 bins need 5 of each.", Assert.Throws<ArgumentException>(() => fft.Forward(new float[8], new float[5], new float[4])).Message);
        Assert.StartsWith("Transform length 0 must be at least 1 sample.", Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft<float>(0)).Message);
    }

    private static void CheckForward<T>(int length, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var golden = GoldenSpectra.Read<Case[]>("rfft").Single(c => c.Length == length);
        var fft = new RealFft<T>(length);
        T[] signal = [.. TestSignals.Noise(length, (uint)(100 + length)).Select(T.CreateTruncating)], re = new T[fft.BinCount], im = new T[fft.BinCount];
        fft.Forward(signal, re, im);
        double[] expected = [.. golden.Re, .. golden.Im], actual = [.. golden.Bins.Select(bin => double.CreateChecked(re[bin])), .. golden.Bins.Select(bin => double.CreateChecked(im[bin]))];
        Assert.InRange(GoldenSpectra.Error(expected, actual), 0, tolerance);
    }

    private static void CheckInverse<T>(int length, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var fft = new RealFft<T>(length);
        T[] signal = [.. TestSignals.Noise(length, 3).Select(T.CreateTruncating)], re = new T[fft.BinCount], im = new T[fft.BinCount], back = new T[length];
        fft.Forward(signal, re, im);
        fft.Inverse(re, im, back);
        Assert.InRange(GoldenSpectra.Error([.. signal.Select(double.CreateChecked)], [.. back.Select(double.CreateChecked)]), 0, tolerance);
    }
}
