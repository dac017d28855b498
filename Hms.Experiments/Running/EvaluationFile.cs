using System.Text.Json;
using Hms.Data.Files;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Running;

/// <summary>evaluation.json of a run's folder: what its held-out predictions say.</summary>
internal static class EvaluationFile
{
    /// <summary>Writes the file, whole or not at all.</summary>
    public static void Write(string path, ModelEvaluation evaluation) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, evaluation, ReportJson.Options));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="UserErrorException">There is none, or it is not of that form.</exception>
    public static ModelEvaluation Read(string path)
    {
        if (!File.Exists(path)) { throw new UserErrorException($"{path} does not exist; the run is not finished, or of an earlier version."); }
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<ModelEvaluation>(stream, ReportJson.Options) ?? throw new JsonException("it is empty.");
        }
        catch (JsonException exception) { throw new UserErrorException($"{path} is not an evaluation: {exception.Message}", exception); }
    }
}
