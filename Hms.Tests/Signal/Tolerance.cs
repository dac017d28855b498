namespace Hms.Tests.Signal;

/// <summary>Comparisons relative to the largest expected value.</summary>
internal static class Tolerance
{
    /// <summary>Fails where a value is off by more than a part of the largest expected magnitude.</summary>
    public static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double relative)
    {
        Assert.Equal(expected.Count, actual.Count);
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= relative * largest, $"[{i}]: expected {expected[i]:R}, got {actual[i]:R}, off by {Math.Abs(expected[i] - actual[i]) / largest:E1} of the largest");
        }
    }

    /// <summary>The samples in double.</summary>
    public static double[] Double(float[] values) => [.. values.Select(value => (double)value)];
}
