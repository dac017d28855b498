using System.Text.Json;
using Hms.Tuning.Numerics;

namespace Hms.Tests.Tuning.Numerics;

public sealed class SobolSequenceTests
{
    private const int EveryNinth = 9;

    [Fact]
    public void Point_PlainSequence_EqualsScipy()
    {
        var sequence = new SobolSequence(128);
        var point = new double[128];
        foreach (var row in JsonSerializer.Deserialize<double[][]>(File.ReadAllText(Goldens.Path("gp/sobol.json")))!)
        {
            sequence.Point((long)row[0], point);
            Assert.Equal(row[1..], point.Where((_, d) => d % EveryNinth == 0));
        }
    }

    /// <summary>Each of the 2^m intervals of length 2^-m holds exactly one of the first 2^m points, in every dimension: what a scramble must keep.</summary>
    [Fact]
    public void Point_Scrambled_FillsEveryIntervalOnce()
    {
        const int Points = 256;
        var sequence = new SobolSequence(128, 7);
        var point = new double[128];
        var hits = new HashSet<(int, int)>();
        for (var n = 0; n < Points; n++)
        {
            sequence.Point(n, point);
            for (var d = 0; d < point.Length; d++) { Assert.True(hits.Add((d, (int)(point[d] * Points))), $"dimension {d}, point {n}"); }
        }
    }

    /// <summary>Mean of Π (1 + (x_d − ½)) over 1,024 points: 1 with an error far below that of random points (standard deviation about 0.02).</summary>
    [Fact]
    public void Point_Scrambled_IntegratesBetterThanRandomPoints()
    {
        var point = new double[6];
        foreach (var seed in new ulong[] { 1, 2, 3, 4 })
        {
            var sequence = new SobolSequence(6, seed);
            var sum = 0.0;
            for (var n = 0; n < 1024; n++)
            {
                sequence.Point(n, point);
                sum += point.Aggregate(1.0, (product, x) => product * (0.5 + x));
            }
            Assert.Equal(1, sum / 1024, 2e-3);
        }
    }

    [Fact]
    public void Point_SameSeed_IsTheSameAndOtherSeedsDiffer()
    {
        double[] a = new double[3], b = new double[3], c = new double[3];
        new SobolSequence(3, 5).Point(11, a);
        new SobolSequence(3, 5).Point(11, b);
        new SobolSequence(3, 6).Point(11, c);
        Assert.Equal(a, b);
        Assert.NotEqual(a, c);
    }

    [Fact]
    public void Point_MoreDimensionsThanTheTable_AreFilledUp()
    {
        var sequence = new SobolSequence(200, 3);
        var point = new double[200];
        sequence.Point(5, point);
        Assert.All(point, x => Assert.InRange(x, 0, 1 - 1e-12));
        Assert.Equal(200, point.Distinct().Count());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1L << 32)]
    public void Point_IndexOutside_IsRefused(long index) => Assert.Throws<ArgumentOutOfRangeException>(() => new SobolSequence(2).Point(index, new double[2]));
}
