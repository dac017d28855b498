using System.Text.Json;

namespace Hms.Tests.Signal;

/// <summary>Reads the files of Golden/signal.</summary>
internal static class GoldenSignal
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static T Read<T>(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "signal", name + ".json"));
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidDataException($"{name}.json is empty.");
    }
}
