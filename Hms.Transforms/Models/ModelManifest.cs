using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using Hms.Transforms.Persistence;

namespace Hms.Transforms.Models;

/// <summary>What a model file says about itself: entry manifest.json, described by data-schemas/model-manifest.schema.json.</summary>
public sealed record ModelManifest
{
    /// <summary>The version that this program writes, and the newest that it reads.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this format; set when saving.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Name of the experiment that the model comes from.</summary>
    public required string Experiment { get; init; }

    /// <summary>The columns that scoring needs. Empty: taken from the pipeline when saving.</summary>
    public IReadOnlyList<ManifestColumn> InputColumns { get; init; } = [];

    /// <summary>How recordings are cut into rows, as Hms.Data.WindowOptions writes it: scoring must cut as training did. Null where rows are not cut.</summary>
    public JsonObject? Windowing { get; init; }

    /// <summary>Names of the classes in the order of the probabilities.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>All other entries of the file; set when saving.</summary>
    public IReadOnlyList<ManifestEntry> Entries { get; init; } = [];

    /// <summary>Versions of the packages that wrote the file; this program's are added when saving.</summary>
    public IReadOnlyDictionary<string, string> Packages { get; init; } = new Dictionary<string, string>();

    /// <summary>Seeds by name.</summary>
    public IReadOnlyDictionary<string, ulong> Seeds { get; init; } = new Dictionary<string, ulong>();

    /// <summary>Metrics by name, for example meanKl.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Hash of the training data; null where unknown.</summary>
    public string? DataHash { get; init; }

    /// <summary>How the winner was made: "folds" (mean of the fold models), "refit" (all rows) or "ensemble" (several models side by side); null where no run made it.</summary>
    public string? Winner { get; init; }

    /// <summary>Remarks for the reader.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The JSON Schema of manifest.json.</summary>
    public static JsonObject ToJsonSchema()
    {
        var exporter = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true };
        var schema = HmsJson.Options.GetJsonSchemaAsNode(typeof(ModelManifest), exporter).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Manifest of an Hms model file (manifest.json)");
        return schema;
    }
}
