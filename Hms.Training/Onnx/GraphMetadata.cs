using System.Globalization;
using System.Text.Json;
using Hms.Transforms.Mapping;
using Hms.Transforms.Scoring;
using Microsoft.ML;

namespace Hms.Training.Onnx;

/// <summary>The texts that every exported graph holds, be it of a network or of a learner of features.</summary>
internal static class GraphMetadata
{
    /// <summary>Version of the program that writes graphs.</summary>
    public static string PackageVersion => typeof(GraphMetadata).Assembly.GetName().Version!.ToString(3);

    /// <summary>What a training says of itself.</summary>
    public static Dictionary<string, string> OfTraining(TrainingSummary summary, IReadOnlyList<string> classNames) => new()
    {
        ["hms.classNames"] = JsonSerializer.Serialize(classNames),
        ["hms.seed"] = summary.Seed.ToString(CultureInfo.InvariantCulture),
        ["hms.trainRows"] = summary.TrainRows.ToString(CultureInfo.InvariantCulture),
        ["hms.threads"] = summary.Threads.ToString(CultureInfo.InvariantCulture),
        [OnnxClassificationTransformer.DeviceKey] = summary.Device,
    };

    /// <summary>Adds what every graph says of itself, with weights in float32.</summary>
    public static void AddOfGraph(IDictionary<string, string> texts, int classCount)
    {
        texts["hms.classCount"] = classCount.ToString(CultureInfo.InvariantCulture);
        texts["hms.version"] = PackageVersion;
        texts["hms.weights"] = "float32";
    }

    /// <summary>Names of the classes as the column of votes says, else Class0 and so on.</summary>
    public static IReadOnlyList<string> ClassNames(DataViewSchema.Column votes, int classCount) =>
        ColumnAnnotations.GetNames(votes, ColumnAnnotations.SlotNames) is { } names && names.Count == classCount
            ? names
            : [.. Enumerable.Range(0, classCount).Select(index => $"Class{index.ToString(CultureInfo.InvariantCulture)}")];
}
