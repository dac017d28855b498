using Hms.Signal.Connectivity;
using Hms.Signal.Spectra;
using Hms.Signal.Statistics;

namespace Hms.Tests.Signal.Connectivity;

public sealed class ConnectivityGoldenTests
{
    private const double Exact = 1e-10;

    // The filter's samples are rounded to float before phases are compared.
    private const double Filtered = 1e-6;

    private static readonly Golden Expected = GoldenSignal.Read<Golden>("connectivity");

    [Theory, MemberData(nameof(Measures))]
    public void Compute_FourChannelsTwoBands_EqualsSciPyAndNumPy(ConnectivityMeasure measure)
    {
        var plan = new ConnectivityPlan(new ConnectivityOptions { Measure = measure, Bands = [.. Expected.Bands.Select(band => new FrequencyBand($"from {band[0]}", band[0], band[1]))] }, Expected.Samples);
        var matrices = new double[2 * 16];
        plan.Compute(Signals(), 4, matrices);
        Tolerance.AssertClose(OfMeasure(measure), matrices, plan.Options.IsSpectral ? Exact : Filtered);
    }

    [Fact]
    public void Compute_CorrelationWithoutBands_EqualsNumPy()
    {
        var plan = new ConnectivityPlan(new ConnectivityOptions { Measure = ConnectivityMeasure.Correlation, Bands = [] }, Expected.Samples);
        var (matrix, direct) = (new double[16], new double[16]);
        plan.Compute(Signals(), 4, matrix);
        Correlation.Matrix(Tolerance.Double(Signals()), 4, direct);
        Assert.Equal(matrix, direct);
        Tolerance.AssertClose(Expected.RawCorrelation, matrix, Exact);
    }

    [Fact]
    public void PhaseSynchrony_TwoSignals_EqualsTheFormulasInNumPy()
    {
        var n = Expected.Samples;
        var x = Tolerance.Double(Signals())[..(2 * n)];
        for (var channel = 0; channel < 2; channel++)
        {
            var mean = x.Skip(channel * n).Take(n).Average();
            for (var i = 0; i < n; i++) { x[channel * n + i] -= mean; }
        }
        var h = new double[2 * n];
        new HilbertTransform(n).ComputeQuadrature(x, h);
        Tolerance.AssertClose(
            Expected.Direct,
            [
                PhaseSynchrony.PhaseLagIndex(x.AsSpan(0, n), h.AsSpan(0, n), x.AsSpan(n), h.AsSpan(n)),
                PhaseSynchrony.WeightedPhaseLagIndex(x.AsSpan(0, n), h.AsSpan(0, n), x.AsSpan(n), h.AsSpan(n)),
                PhaseSynchrony.PhaseLockingValue(x.AsSpan(0, n), h.AsSpan(0, n), x.AsSpan(n), h.AsSpan(n)),
            ],
            Exact);
    }

    public static TheoryData<ConnectivityMeasure> Measures => [.. Enum.GetValues<ConnectivityMeasure>()];

    /// <summary>The four channels of the golden script: common sources at several lags.</summary>
    private static float[] Signals()
    {
        var n = Expected.Samples;
        var b = new[] { 31u, 32u, 33u, 34u }.Select(seed => TestSignals.Noise(n, seed)).ToArray();
        var output = new float[4 * n];
        for (var i = 0; i < n; i++)
        {
            var t = i / 200.0;
            output[i] = (float)(20.0 * b[0][i] + 10 * Math.Sin(2 * Math.PI * 10 * t));
            output[n + i] = (float)(20.0 * b[1][i] + 10 * Math.Sin(2 * Math.PI * 10 * t + 0.9) + 8.0 * b[0][i]);
            output[2 * n + i] = (float)(20.0 * b[2][i] - 6.0 * b[0][(i - 4 + n) % n]);
            output[3 * n + i] = (float)(20.0 * b[3][i] + 15 * Math.Sin(2 * Math.PI * 2.1 * t) + 5.0 * b[2][i] + 50);
        }
        return output;
    }

    private static double[] OfMeasure(ConnectivityMeasure measure) => (double[])typeof(Golden).GetProperty(measure.ToString())!.GetValue(Expected)!;

    private sealed record Golden(
        int Samples, double[][] Bands, double[] Coherence, double[] ImaginaryCoherence, double[] PhaseLagIndex, double[] WeightedPhaseLagIndex, double[] PhaseLockingValue, double[] Correlation,
        double[] RawCorrelation, double[] Direct);
}
