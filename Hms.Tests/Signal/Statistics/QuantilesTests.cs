using System.Text.Json;
using Hms.Signal.Statistics;

namespace Hms.Tests.Signal.Statistics;

/// <summary>Quantiles against NumPy and scikit-learn (Golden/statistics/SOURCE.md).</summary>
public sealed class QuantilesTests
{
    // The values are exact in float; the interpolation is the same formula in double.
    private const double Exact = 1e-15;

    // Results of order 1 rounded to float.
    private const double Rounding = 2e-7;

    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "statistics", "quantiles.json"))).RootElement;

    public static TheoryData<int> Counts => [.. Golden.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("n").GetInt32())];

    private static double[] Probabilities => Numbers(Golden.GetProperty("probabilities"));

    private static float[] Skewed => [.. TestSignals.Noise(1000, 77).Select(value => (float)((double)value * value * value))];

    [Theory, MemberData(nameof(Counts))]
    public void Compute_Noise_EqualsNumPy(int count)
    {
        var golden = Golden.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("n").GetInt32() == count);
        var noise = TestSignals.Noise(count, (uint)count);
        AssertQuantiles(golden.GetProperty("plain"), noise);
        AssertQuantiles(golden.GetProperty("gaps"), [.. noise.Select((value, i) => i % 5 == 0 ? float.NaN : value)]);
        AssertQuantiles(golden.GetProperty("steps"), [.. noise.Select(value => (float)Math.Round(4 * value) / 4)]);
    }

    [Fact]
    public void Compute_EveryRank_IsTheSortedValue()
    {
        // All magnitudes and signs, zeros of both signs, infinities, repeated values.
        // 513 of them, so that every rank is an exact probability.
        var values = TestSignals.Noise(507, 5).Select((value, i) => i % 7 == 0 ? MathF.ScaleB(value, i % 250 - 125) : i % 3 == 0 ? MathF.Round(value * 3) : value)
            .Append(float.PositiveInfinity).Append(float.NegativeInfinity).Append(float.Epsilon).Append(-float.Epsilon).Append(0f).Append(-0f).ToArray();
        var sorted = values.Order().ToArray();
        for (var rank = 0; rank < sorted.Length; rank++) { Assert.Equal(sorted[rank], Quantiles.Compute(values, rank / 512.0)); }
    }

    [Fact]
    public void Compute_NoNumber_IsNaN()
    {
        Assert.True(double.IsNaN(Quantiles.Median([])));
        Assert.True(double.IsNaN(Quantiles.Median([float.NaN, float.NaN])));
    }

    [Theory, InlineData(-0.1), InlineData(1.1), InlineData(double.NaN)]
    public void Compute_ProbabilityOutside_IsRefused(double probability) =>
        Assert.Contains("must be from 0 to 1", Assert.Throws<ArgumentException>(() => Quantiles.Compute([1, 2], probability)).Message, StringComparison.Ordinal);

    [Fact]
    public void Compute_Allocates_Nothing()
    {
        var values = TestSignals.Noise(10_000, 1);
        _ = Quantiles.Median(values);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Quantiles.Median(values);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ScaleRobust_SkewedNoise_EqualsScikitLearn()
    {
        var scaled = Skewed;
        Amplitude.ScaleRobust(scaled, scaled, epsilon: 0);
        AssertEverySeventh(Golden.GetProperty("robust"), scaled);
    }

    [Fact]
    public void ScaleRobust_EqualQuartiles_CentresOnly()
    {
        float[] values = [5, 5, 5, 5, 5, 5, 5, 9, 1, float.NaN];
        Amplitude.ScaleRobust(values, values);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 4, -4, float.NaN], values);
    }

    [Fact]
    public void ScaleRobust_OneGiantArtefact_ChangesTheRestByLittle()
    {
        var (clean, spoilt) = (TestSignals.Noise(1001, 2), TestSignals.Noise(1001, 2));
        spoilt[500] = 1e9f;
        Amplitude.ScaleRobust(clean, clean);
        Amplitude.ScaleRobust(spoilt, spoilt);
        for (var i = 0; i < clean.Length; i++) { if (i != 500) { Assert.Equal(clean[i], spoilt[i], 0.01); } }
    }

    [Fact]
    public void ScaleRobust_InfiniteValue_IsRefused() =>
        Assert.StartsWith("Value 1 is infinite", Assert.Throws<ArgumentException>(() => Amplitude.ScaleRobust([1, float.PositiveInfinity], new float[2])).Message);

    [Fact]
    public void ClipToQuantiles_SkewedNoise_EqualsNumPy()
    {
        var clipped = Skewed;
        Amplitude.ClipToQuantiles(clipped, 0.02, 0.97, clipped);
        AssertEverySeventh(Golden.GetProperty("clip"), clipped);
    }

    [Fact]
    public void ClipToQuantiles_WholeRange_ChangesNothing()
    {
        float[] values = [3, float.NaN, -7, 2];
        Amplitude.ClipToQuantiles(values, 0, 1, values);
        Assert.Equal([3, float.NaN, -7, 2], values);
    }

    [Fact]
    public void ClipToQuantiles_LimitsOutOfOrder_AreRefused() =>
        Assert.StartsWith("Lower probability 0.9 must be below the upper 0.1.", Assert.Throws<ArgumentException>(() => Amplitude.ClipToQuantiles([1], 0.9, 0.1, new float[1])).Message);

    private static void AssertQuantiles(JsonElement golden, float[] values)
    {
        var quantiles = new double[Probabilities.Length];
        Quantiles.Compute(values, Probabilities, quantiles);
        if (golden.ValueKind == JsonValueKind.Null) { Assert.All(quantiles, quantile => Assert.True(double.IsNaN(quantile))); }
        else { Assert.All(Numbers(golden).Zip(quantiles), pair => Assert.Equal(pair.First, pair.Second, Exact)); }
    }

    private static void AssertEverySeventh(JsonElement golden, float[] actual)
    {
        var expected = Numbers(golden);
        for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[7 * i], Rounding * Math.Max(1, Math.Abs(expected[i]))); }
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];
}
