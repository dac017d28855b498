using System.Text.Json;

namespace Hms.Tests.Training;

/// <summary>The golden files of Golden/training.</summary>
internal static class TrainingGolden
{
    public static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "training", name + ".json")));
        return document.RootElement.Clone();
    }

    public static double[] Numbers(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Numbers)] : [element.GetDouble()];
}
