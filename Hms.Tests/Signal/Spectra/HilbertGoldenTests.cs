using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class HilbertGoldenTests
{
    private const double Exact = 1e-10;

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public void ComputeQuadrature_AnyLength_EqualsSciPy(int index)
    {
        var test = GoldenSignal.Read<Case[]>("hilbert")[index];
        var signal = TestSignals.Eeg(test.Samples, 25);
        var (single, twice) = (new double[test.Samples], new double[test.Samples]);
        var transform = new HilbertTransform(test.Samples);
        transform.ComputeQuadrature(signal, single);
        transform.ComputeQuadrature(Tolerance.Double(signal), twice);
        Assert.Equal(single, twice);
        // Relative to the signal: of one or two samples the transform is 0.
        Tolerance.AssertClose([.. test.Quadrature, 100], [.. single, 100], Exact);
    }

    [Fact]
    public void ComputeQuadrature_Cosine_IsItsSine()
    {
        var quadrature = new double[200];
        new HilbertTransform(200).ComputeQuadrature([.. Enumerable.Range(0, 200).Select(i => Math.Cos(2 * Math.PI * 7 * i / 200))], quadrature);
        for (var i = 0; i < 200; i++) { Assert.Equal(Math.Sin(2 * Math.PI * 7 * i / 200), quadrature[i], 1e-13); }
    }

    [Fact]
    public void ComputeQuadrature_SeveralSignals_AreIndependent()
    {
        var transform = new HilbertTransform(150);
        var signals = TestSignals.Eeg(150 * 11, 3);
        signals[700] = float.NaN;
        var together = new double[signals.Length];
        transform.ComputeQuadrature(signals, together);
        for (var i = 0; i < 11; i++)
        {
            var alone = new double[150];
            transform.ComputeQuadrature(signals.AsSpan(150 * i, 150), alone);
            Assert.Equal(alone, together[(150 * i)..(150 * i + 150)]);
            Assert.Equal(i == 4, alone.All(double.IsNaN));
        }
    }

    private sealed record Case(int Samples, double[] Quadrature);
}
