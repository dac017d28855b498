using System.Text.Json;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Analysis;

/// <summary>Recorded trials with what Optuna measured on them.</summary>
internal static class AnalysisGoldens
{
    public static JsonElement Read(string file, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Goldens.Path(Path.Combine("analysis", file))));
        return document.RootElement.EnumerateArray().First(x => x.GetProperty("name").GetString() == name).Clone();
    }

    public static IReadOnlyList<Trial> Trials(JsonElement record)
    {
        var values = record.GetProperty("values").EnumerateArray().Select(x => x.GetDouble()).ToArray();
        var parameters = record.GetProperty("parameters").EnumerateObject()
            .Select(x => (x.Name, Distribution: ParameterDistribution.FromJson(x.Value.GetProperty("distribution").GetString()!), Internal: x.Value.GetProperty("internal").EnumerateArray().ToArray())).ToArray();
        return [.. values.Select((value, i) => Made.Trial(i, value, [.. parameters.Where(p => p.Internal[i].ValueKind == JsonValueKind.Number).Select(p => new ParameterAssignment(p.Name, p.Distribution, p.Internal[i].GetDouble()))]))];
    }

    public static StudyDirection Direction(JsonElement record) => record.GetProperty("direction").GetString() == "minimize" ? StudyDirection.Minimize : StudyDirection.Maximize;

    public static IReadOnlyDictionary<string, double> Numbers(JsonElement record, string key) => record.GetProperty(key).EnumerateObject().ToDictionary(x => x.Name, x => x.Value.GetDouble());
}
