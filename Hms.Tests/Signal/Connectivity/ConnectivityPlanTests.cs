using Hms.Signal.Connectivity;
using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Connectivity;

public sealed class ConnectivityPlanTests
{
    private const double Rounding = 1e-9;

    public static TheoryData<ConnectivityMeasure> Measures => [.. Enum.GetValues<ConnectivityMeasure>()];

    [Theory, MemberData(nameof(Measures))]
    public void Compute_NoiseOfManySeeds_StaysWithinItsRangeAndIsSymmetric(ConnectivityMeasure measure)
    {
        var plan = new ConnectivityPlan(new ConnectivityOptions { Measure = measure }, 1000);
        var matrices = new double[5 * 36];
        for (var seed = 1u; seed <= 5; seed++)
        {
            plan.Compute(TestSignals.Noise(6000, seed), 6, matrices);
            foreach (var matrix in matrices.Chunk(36))
            {
                for (var i = 0; i < 36; i++)
                {
                    Assert.InRange(matrix[i], measure == ConnectivityMeasure.Correlation ? -1 : 0, 1 + Rounding);
                    Assert.Equal(matrix[i], matrix[i % 6 * 6 + i / 6]);
                }
            }
        }
    }

    [Theory]
    [InlineData(ConnectivityMeasure.Coherence, 1)]
    [InlineData(ConnectivityMeasure.ImaginaryCoherence, 0)]
    [InlineData(ConnectivityMeasure.PhaseLagIndex, 0)]
    [InlineData(ConnectivityMeasure.WeightedPhaseLagIndex, 0)]
    [InlineData(ConnectivityMeasure.PhaseLockingValue, 1)]
    [InlineData(ConnectivityMeasure.Correlation, 1)]
    public void Compute_ScaledCopies_GivesTheMeasureOfASignalWithItself(ConnectivityMeasure measure, double expected)
    {
        var signal = TestSignals.Eeg(1000, 5);
        var plan = new ConnectivityPlan(new ConnectivityOptions { Measure = measure }, 1000);
        var matrices = new double[5 * 4];
        plan.Compute([.. signal, .. signal.Select(value => 4 * value)], 2, matrices);
        Assert.All(matrices, value => Assert.Equal(expected, value, Rounding));
    }

    [Theory, InlineData(ConnectivityMeasure.PhaseLagIndex), InlineData(ConnectivityMeasure.WeightedPhaseLagIndex), InlineData(ConnectivityMeasure.PhaseLockingValue)]
    public void Compute_ConstantLag_IsNearOne(ConnectivityMeasure measure)
    {
        var plan = new ConnectivityPlan(new ConnectivityOptions { Measure = measure, Bands = [FrequencyBand.Alpha] }, 2000);
        var matrix = new double[4];
        var wave = (double phase) => Enumerable.Range(0, 2000).Select(i => (float)Math.Sin(2 * Math.PI * 10 * i / 200 + phase));
        plan.Compute([.. wave(0), .. wave(1)], 2, matrix);
        Assert.True(matrix[1] > 0.99, $"{matrix[1]}"); // the ends ring
    }

    [Theory, MemberData(nameof(Measures))]
    public void Compute_SilentChannelAndNaN_AreZeroAndNaN(ConnectivityMeasure measure)
    {
        var signals = TestSignals.Eeg(3000, 5);
        signals.AsSpan(1000, 1000).Fill(17.3f);
        signals[2500] = float.NaN;
        var matrices = new double[5 * 9];
        new ConnectivityPlan(new ConnectivityOptions { Measure = measure }, 1000).Compute(signals, 3, matrices);
        foreach (var matrix in matrices.Chunk(9))
        {
            Assert.Equal([0, 0], [matrix[1], matrix[4]]);
            Assert.All(new[] { 2, 5, 8 }, i => Assert.True(double.IsNaN(matrix[i])));
            Assert.False(double.IsNaN(matrix[0]));
        }
    }

    [Fact]
    public void Constructor_SignalTooShort_SaysWhatIsNeeded()
    {
        Assert.Contains("has 599 samples; two segments, without which every coherence is 1, need 600", Message(ConnectivityMeasure.Coherence, 599), StringComparison.Ordinal);
        Assert.Contains("has 20 samples; the filters need more than", Message(ConnectivityMeasure.PhaseLagIndex, 20), StringComparison.Ordinal);

        static string Message(ConnectivityMeasure measure, int samples) =>
            Assert.Throws<ArgumentException>(() => new ConnectivityPlan(new ConnectivityOptions { Measure = measure }, samples)).Message;
    }

    [Fact]
    public void Validate_BadBands_SaysWhy()
    {
        Assert.Contains("needs at least one band", Assert.Single(new ConnectivityOptions { Bands = [] }.Validate()), StringComparison.Ordinal);
        Assert.Contains("above 0 and below the Nyquist", Assert.Single(new ConnectivityOptions { Measure = ConnectivityMeasure.PhaseLagIndex, Bands = [new("all", 0, 40)] }.Validate()), StringComparison.Ordinal);
        Assert.Contains("holds no bin", Assert.Single(new ConnectivityOptions { Bands = [new("narrow", 10.1, 10.2)] }.Validate()), StringComparison.Ordinal);
        Assert.Empty(new ConnectivityOptions { Measure = ConnectivityMeasure.Correlation, Bands = [] }.Validate());
    }
}
