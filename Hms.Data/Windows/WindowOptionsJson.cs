using System.Text.Json.Nodes;

namespace Hms.Data.Windows;

/// <summary>The JSON form of <see cref="WindowOptions"/>.</summary>
internal static class WindowOptionsJson
{
    private static readonly string[] Names = ["position", "durationSeconds", "sampleRateHz", "spectrogramPosition", "spectrogramRows", "short"];

    public static JsonObject Write(WindowOptions options) => new()
    {
        ["position"] = Name(options.Position),
        ["durationSeconds"] = options.DurationSeconds,
        ["sampleRateHz"] = options.SampleRateHz,
        ["spectrogramPosition"] = Name(options.SpectrogramPosition),
        ["spectrogramRows"] = options.SpectrogramRows,
        ["short"] = Name(options.Short),
    };

    public static WindowOptions Read(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.FirstOrDefault(pair => !Names.Contains(pair.Key)) is { Key: { } unknown })
        {
            throw new FormatException($"Window options have the unknown value \"{unknown}\"; known are {string.Join(", ", Names)}.");
        }
        var options = new WindowOptions
        {
            Position = Choice<WindowPosition>(json, "position"),
            DurationSeconds = Number<double>(json, "durationSeconds"),
            SampleRateHz = Number<double>(json, "sampleRateHz"),
            SpectrogramPosition = Choice<WindowPosition>(json, "spectrogramPosition"),
            SpectrogramRows = Number<int>(json, "spectrogramRows"),
            Short = Choice<ShortRecording>(json, "short"),
        };
        var errors = options.Validate();
        return errors.Count == 0 ? options : throw new FormatException("Window options: " + string.Join(" ", errors));
    }

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static JsonValue Value(JsonObject json, string name) =>
        json[name] as JsonValue ?? throw new FormatException($"Window options miss the value \"{name}\".");

    private static T Number<T>(JsonObject json, string name)
    {
        var value = Value(json, name);
        return value.TryGetValue<T>(out var number) ? number : throw new FormatException($"Window options: \"{name}\" is {value.ToJsonString()}; a number ({typeof(T).Name}) is needed.");
    }

    private static T Choice<T>(JsonObject json, string name) where T : struct, Enum
    {
        var value = Value(json, name);
        var text = value.TryGetValue<string>(out var found) ? found : null;
        foreach (var choice in Enum.GetValues<T>())
        {
            if (Name(choice) == text) { return choice; }
        }
        throw new FormatException($"Window options: \"{name}\" is {value.ToJsonString()}; one of {string.Join(", ", Enum.GetValues<T>().Select(Name))} is needed.");
    }
}
