using System.Text.Json;

namespace Hms.Tests.Signal.Spectra;

/// <summary>Reads the files of Golden/spectrograms.</summary>
internal static class GoldenSpectra
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static T Read<T>(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "spectrograms", name + ".json"));
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidDataException($"{name}.json is empty.");
    }

    /// <summary>The greatest difference, relative to the greatest expected magnitude.</summary>
    public static double Error(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        var worst = 0.0;
        for (var i = 0; i < expected.Count; i++) { worst = double.IsNaN(actual[i]) ? double.NaN : Math.Max(worst, Math.Abs(expected[i] - actual[i])); }
        return worst / expected.Max(Math.Abs);
    }
}
