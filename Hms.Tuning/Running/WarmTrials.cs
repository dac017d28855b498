using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>The trials of a warm start as a study keeps them, and as a tuner sees them.</summary>
internal static class WarmTrials
{
    private static readonly JsonSerializerOptions Numbers = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The usable trials of a warm start as JSON text; the same trials give the same text.</summary>
    public static string Encode(WarmStart warmStart, SweepOptions options)
    {
        var kept = warmStart.Trials.Select(x => (Trial: x, Values: Fit(x, options))).Where(x => x.Values is not null).ToList();
        var trials = kept.ConvertAll(x => (JsonNode)new JsonObject
        {
            ["number"] = x.Trial.Number,
            ["parameters"] = new JsonObject(x.Values!.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, JsonSerializer.SerializeToNode(p.InternalValue, Numbers)))),
            ["values"] = JsonSerializer.SerializeToNode(x.Trial.Values, Numbers),
            ["constraints"] = JsonSerializer.SerializeToNode(x.Trial.Constraints, Numbers),
        });
        return new JsonObject { ["source"] = warmStart.Source, ["offered"] = warmStart.Trials.Count, ["trials"] = new JsonArray([.. trials]) }.ToJsonString();
    }

    /// <summary>What <see cref="Encode"/> wrote, numbered from −count to −1.</summary>
    /// <exception cref="FormatException">The text is not of <see cref="Encode"/>.</exception>
    public static (string Source, int Offered, IReadOnlyList<Trial> Trials) Decode(string json, SearchSpace space)
    {
        try
        {
            var root = JsonNode.Parse(json)!;
            var entries = root["trials"]!.AsArray();
            var trials = entries.Select((x, i) => new Trial
            {
                Id = i - entries.Count,
                Number = i - entries.Count,
                State = TrialState.Complete,
                Parameters = new ParameterValues(x!["parameters"]!.AsObject().Select(p => new ParameterAssignment(p.Key, space.Find(p.Key)!.Distribution, p.Value.Deserialize<double>(Numbers)))),
                Values = x["values"].Deserialize<double[]>(Numbers)!,
                Constraints = x["constraints"].Deserialize<double[]>(Numbers)!,
            });
            return (root["source"]!.GetValue<string>(), root["offered"]!.GetValue<int>(), [.. trials]);
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new FormatException($"Not the trials of a warm start: {exception.Message}", exception);
        }
    }

    /// <summary>The trial's parameters in the new space; null when it cannot be used there.</summary>
    private static ParameterValues? Fit(Trial trial, SweepOptions options)
    {
        if (trial.State != TrialState.Complete || trial.Values.Count != options.Directions.Count || trial.Values.Any(double.IsNaN)) { return null; }
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var assignments = new List<ParameterAssignment>();
        foreach (var parameter in options.Space.Parameters.Where(x => SearchSpace.IsActive(x, values)))
        {
            if (!trial.Parameters.TryGet(parameter.Name, out var given) || !parameter.Distribution.IsCompatibleWith(given.Distribution) || !parameter.Distribution.Contains(given.InternalValue)) { return null; }
            values[parameter.Name] = given.InternalValue;
            assignments.Add(given with { Distribution = parameter.Distribution });
        }
        return new ParameterValues(assignments);
    }
}
