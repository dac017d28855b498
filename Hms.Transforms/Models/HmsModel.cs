using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Hms.Transforms.Caching;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Models;

/// <summary>A model file: a plain ML.NET .zip with a manifest, verified as a whole before any of it is used.</summary>
public sealed class HmsModel : IDisposable
{
    private HmsModel(ModelManifest manifest, string sha256, MLContext context, ITransformer transformer, DataViewSchema inputSchema) =>
        (Manifest, Sha256, MLContext, Transformer, InputSchema) = (manifest, sha256, context, transformer, inputSchema);

    /// <summary>What the file says about itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>SHA-256 of the file, for <see cref="HmsModelLoadOptions.ExpectedSha256"/>.</summary>
    public string Sha256 { get; }

    /// <summary>The context that the model was loaded in.</summary>
    public MLContext MLContext { get; }

    /// <summary>The whole pipeline, from the input columns to the probabilities.</summary>
    public ITransformer Transformer { get; }

    /// <summary>Types and annotations of the columns that the model needs, as they were in training.</summary>
    public DataViewSchema InputSchema { get; }

    /// <summary>Writes a model file: beside its place, to the disk, then renamed. The same model gives the same bytes.</summary>
    /// <remarks>Each network's ONNX metadata gets hms.preprocessing, which names the steps before it (<see cref="OnnxClassificationTransformer.PreprocessingKey"/>).</remarks>
    /// <param name="path">The .zip; an older one is replaced.</param>
    /// <param name="mlContext">Any context.</param>
    /// <param name="transformer">The fitted pipeline; steps of training scope are left out.</param>
    /// <param name="inputSchema">Schema of the table that the pipeline starts from.</param>
    /// <param name="manifest">What to say about the model; input columns (where empty), entries and package versions are filled in.</param>
    /// <returns>SHA-256 of the file: publish it where readers can compare.</returns>
    /// <exception cref="ColumnMismatchException">The manifest's input columns are not those of the schema.</exception>
    /// <exception cref="ModelFileException">A step is of a kind that <see cref="Load"/> refuses.</exception>
    public static string Save(string path, MLContext mlContext, ITransformer transformer, DataViewSchema inputSchema, ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(transformer);
        ArgumentNullException.ThrowIfNull(inputSchema);
        ArgumentNullException.ThrowIfNull(manifest);
        var scoring = PreprocessingVersion.Stamp(TransformerChains.ForScoring(transformer));
        var columns = manifest.InputColumns.Count > 0 ? manifest.InputColumns : ModelColumns.Needed(scoring, inputSchema);
        ModelColumns.Require(inputSchema, columns);
        var entries = SaveEntries(mlContext, scoring, ModelColumns.Select(inputSchema, columns));
        var full = manifest with
        {
            FormatVersion = ModelManifest.CurrentFormatVersion,
            InputColumns = columns,
            Entries = [.. entries.Select(entry => new ManifestEntry(entry.Name, entry.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(entry.Bytes))))],
            Packages = Packages(manifest),
        };
        var file = Zip(entries, HmsJson.ToBytes(HmsJson.ToObject(full)));
        AtomicFileWriter.Write(path, handle => RandomAccess.Write(handle, file, 0));
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Verifies a model file and loads it.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <param name="options">Expected hash and bounds; null takes the defaults.</param>
    /// <exception cref="ModelFileException">The file is damaged, not the expected one, too new or no Hms model; nothing of it was used.</exception>
    public static HmsModel Load(string path, HmsModelLoadOptions? options = null)
    {
        options ??= new HmsModelLoadOptions();
        options.Scoring?.RequireValid();
        var file = VerifiedModelFile.Read(path, options);
        LoaderAllowList.Check(file.Entries);
        var context = new MLContext(options.Seed).UseHms();
        try
        {
            using var zip = file.ToZip();
            var transformer = context.Model.Load(zip, out var schema);
            ModelColumns.Require(schema, file.Manifest.InputColumns);
            if (options.Scoring is { } scoring) { transformer = WithScoring(transformer, scoring); }
            return new HmsModel(file.Manifest, file.Sha256, context, transformer, schema);
        }
        catch (Exception e) when (Fault(e) is { } fault)
        {
            throw new ModelFileException(fault.Entry, fault.Message[(fault.Entry.Length + 2)..], e);
        }
        catch (ColumnMismatchException e)
        {
            throw new ModelFileException(VerifiedModelFile.ManifestEntry, $"The manifest does not fit the pipeline: {e.Message}", e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new ModelFileException(path, $"ML.NET cannot load the model: {e.Message}", e);
        }
    }

    /// <summary>The model with its networks run in another way. A network of other models' probabilities is not mirrored: it has no left and right, and what it reads is mirrored already.</summary>
    internal static ITransformer WithScoring(ITransformer transformer, OnnxScoringOptions scoring)
    {
        var statistics = TransformerChains.Steps(transformer).OfType<ScoreStatisticsTransformer>().Select(step => step.OutputColumn).ToHashSet();
        return TransformerChains.Replace(transformer, step => step is not OnnxClassificationTransformer network ? step
            : network.WithScoring(statistics.Contains(network.Options.FeatureColumn) ? scoring with { Mirror = ScoringMirror.None } : scoring));
    }

    /// <summary>The table with the model's columns added; rows are scored when they are read.</summary>
    /// <param name="data">A table with the input columns of the manifest.</param>
    /// <exception cref="ColumnMismatchException">An input column is absent or of another type, shape, sample rate or order of channels; no row was read.</exception>
    public IDataView Score(IDataView data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ModelColumns.Require(data.Schema, Manifest.InputColumns);
        return Transformer.Transform(data);
    }

    /// <summary>Releases native sessions.</summary>
    public void Dispose() => (Transformer as IDisposable)?.Dispose();

    private static ModelFileException? Fault(Exception? e) => e is null or ModelFileException ? e as ModelFileException : Fault(e.InnerException);

    private static List<(string Name, byte[] Bytes)> SaveEntries(MLContext context, ITransformer transformer, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        context.Model.Save(transformer, schema, stream);
        var entries = ModelZip.ReadAll(new MemoryStream(stream.ToArray()));
        LoaderAllowList.Check(entries);
        return entries;
    }

    private static byte[] Zip(List<(string Name, byte[] Bytes)> entries, byte[] manifest)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = ModelSeal.Placeholder;
            ModelZip.Add(zip, VerifiedModelFile.ManifestEntry, manifest, CompressionLevel.Optimal);
            ModelZip.Add(zip, VerifiedModelFile.ManifestChecksumEntry, VerifiedModelFile.ManifestChecksum(manifest), CompressionLevel.NoCompression);
            foreach (var (name, bytes) in entries)
            {
                var weights = name.EndsWith(".onnx", StringComparison.Ordinal);
                ModelZip.Add(zip, name, bytes, weights ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
            }
        }
        var file = stream.ToArray();
        ModelSeal.Close(file);
        return file;
    }

    private static SortedDictionary<string, string> Packages(ModelManifest manifest)
    {
        var packages = new SortedDictionary<string, string>(manifest.Packages.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, type) in new[] { ("Hms", typeof(HmsModel)), ("Microsoft.ML", typeof(MLContext)), ("Microsoft.ML.OnnxRuntime", typeof(Microsoft.ML.OnnxRuntime.InferenceSession)) })
        {
            packages[name] = type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? type.Assembly.GetName().Version!.ToString();
        }
        return packages;
    }
}
