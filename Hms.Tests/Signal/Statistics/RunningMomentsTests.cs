using Hms.Signal.Statistics;

namespace Hms.Tests.Signal.Statistics;

public sealed class RunningMomentsTests
{
    // Double sums of 10,000 floats.
    private const double Tolerance = 1e-12;

    [Fact]
    public void Add_InPiecesWithNan_EqualsTwoPassesOverAll()
    {
        var values = TestSignals.Eeg(10_000, 3);
        for (var i = 0; i < values.Length; i += 7) { values[i] = float.NaN; }
        var moments = new RunningMoments();
        for (var i = 0; i < values.Length; i += 333) { moments.Add(values.AsSpan(i, Math.Min(333, values.Length - i))); }
        var numbers = values.Where(value => !float.IsNaN(value)).Select(value => (double)value).ToArray();
        var mean = numbers.Average();
        Assert.Equal(numbers.Length, moments.Count);
        Assert.Equal(1, moments.Mean / mean, Tolerance);
        Assert.Equal(1, moments.PopulationStandardDeviation / Math.Sqrt(numbers.Average(value => (value - mean) * (value - mean))), Tolerance);
    }

    [Fact]
    public void Merge_Parts_EqualsTheWhole()
    {
        var values = TestSignals.Eeg(9_000, 3);
        RunningMoments whole = new(), left = new(), right = new();
        whole.Add(values);
        left.Add(values.AsSpan(0, 1_000));
        right.Add(values.AsSpan(1_000));
        left.Merge(right);
        left.Merge(new RunningMoments());
        var stored = new RunningMoments(left.Count, left.Mean, left.SquaredDeviations);
        Assert.Equal(whole.Count, stored.Count);
        Assert.Equal(1, stored.Mean / whole.Mean, Tolerance);
        Assert.Equal(1, stored.PopulationStandardDeviation / whole.PopulationStandardDeviation, Tolerance);
    }

    /// <summary>Sum of squares less square of the sum would lose every digit here.</summary>
    [Fact]
    public void Add_MeanFarFromZero_KeepsTheDeviation()
    {
        var moments = new RunningMoments();
        for (var i = 0; i < 1000; i++) { moments.Add([16_000_000f, 16_000_002f]); }
        Assert.Equal(1, moments.PopulationStandardDeviation, Tolerance);
    }

    [Fact]
    public void Add_NoNumbers_HasNoMean()
    {
        var moments = new RunningMoments();
        moments.Add([float.NaN]);
        moments.Add([]);
        Assert.Equal(0, moments.Count);
        Assert.True(double.IsNaN(moments.Mean) && double.IsNaN(moments.PopulationStandardDeviation));
    }

    [Fact]
    public void Add_Infinite_IsRefusedAndNothingAdded()
    {
        var moments = new RunningMoments();
        moments.Add([1]);
        Assert.StartsWith("Value 1 is infinite", Assert.Throws<ArgumentException>(() => moments.Add([2, float.NegativeInfinity, float.PositiveInfinity])).Message);
        Assert.Equal((1, 1.0), (moments.Count, moments.Mean));
    }
}
