using System.Numerics;
using System.Text.Json;

namespace Hms.Tests.Signal.Filters;

/// <summary>Reads the files of Golden/filters and compares with the samples that they keep.</summary>
internal static class GoldenFilters
{
    /// <summary>The promise in double, relative to the largest magnitude of the result.</summary>
    public const double DoubleTolerance = 1e-10;

    /// <summary>The promise in float: one rounding is 6e-8, the rest is room.</summary>
    public const double FloatTolerance = 1e-5;

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static T Read<T>(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "filters", name + ".json"));
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidDataException($"{name}.json is empty.");
    }

    /// <summary>Noise of 64 uV, an offset of 100 uV and a drift of 1 uV in 64 samples; every operation is exact, so that Python makes the same floats.</summary>
    public static float[] Wander(int count, uint seed) => [.. TestSignals.Noise(count, seed).Select((value, i) => (float)(100 + 64 * (double)value + i / 64.0))];

    public static double[] Widen(float[] values) => [.. values.Select(value => (double)value)];

    public static void AssertClose<T>(double[] kept, double peak, ReadOnlySpan<T> actual, double tolerance, string what)
        where T : IFloatingPointIeee754<T>
    {
        for (var j = 0; j < kept.Length; j++)
        {
            var index = (int)((long)j * (actual.Length - 1) / (kept.Length - 1));
            var error = Math.Abs(double.CreateTruncating(actual[index]) - kept[j]) / peak;
            Assert.True(error <= tolerance, FormattableString.Invariant($"{what}: sample {index} of {actual.Length} is {actual[index]}, SciPy has {kept[j]}; relative to the peak {peak} the error is {error:g3}."));
        }
    }
}
