using System.Text.Json;
using Hms.Experiments.Evaluation;

namespace Hms.Tests.Experiments.Evaluation;

/// <summary>The sets of rows in Golden/evaluation, see SOURCE.md there.</summary>
internal sealed class GoldenEvaluation
{
    private GoldenEvaluation(JsonElement json) => Json = json;

    public static IReadOnlyList<GoldenEvaluation> Cases { get; } =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "evaluation", "evaluation.json"))).RootElement.GetProperty("cases").EnumerateArray().Select(json => new GoldenEvaluation(json))];

    /// <summary>Inputs and expected figures.</summary>
    public JsonElement Json { get; }

    public EvaluationOptions Options => new()
    {
        Seed = Json.GetProperty("seed").GetUInt64(), Draws = Json.GetProperty("draws").GetInt32(), Level = Json.GetProperty("level").GetDouble(), Bins = Json.GetProperty("bins").GetInt32(),
    };

    /// <summary>Predictions of "model" or "other"; every row is an EEG of its own.</summary>
    public HeldOutPrediction[] Predictions(string model)
    {
        var (votes, scores) = (Matrix("votes"), Matrix(model));
        float[] prior = [.. Numbers("prior").Select(x => (float)x)];
        return [.. Numbers("patients").Select((patient, i) => new HeldOutPrediction(
            i, 1000 + i, (long)patient, i % 2, Numbers("counts")[i], [.. votes[i].Select(v => (float)(v / votes[i].Sum()))], [.. scores[i].Select(x => (float)x)], prior))];
    }

    public double[] Numbers(string name) => Numbers(Json.GetProperty(name));

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(x => x.ValueKind == JsonValueKind.Null ? double.NaN : x.GetDouble())];

    public double[][] Matrix(string name) => [.. Json.GetProperty(name).EnumerateArray().Select(Numbers)];
}
