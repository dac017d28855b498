using System.Security.Cryptography;
using System.Text.Json;
using Hms.Data;
using Hms.Data.Files;
using Hms.Experiments.Reporting;
using Hms.Training;
using Hms.Training.Checkpoints;
using Hms.Transforms.Models;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Experiments.Running;

/// <summary>Keeps finished folds on disk, so that a training that was stopped does not train them again.</summary>
internal sealed class FoldStore
{
    private readonly FoldFolder _folder;
    private readonly MLContext _context;
    private readonly string _identity;

    /// <summary>Opens the store of one training.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="identity">What decides the bits of a fold.</param>
    public FoldStore(FoldFolder folder, MLContext context, string identity) => (_folder, _context, _identity) = (folder, context, identity);

    /// <summary>Reads a finished fold.</summary>
    /// <returns>The fold and its epochs; null where it is not finished.</returns>
    /// <exception cref="CheckpointException">Its files are damaged or of another training.</exception>
    public (FoldOutcome Outcome, IReadOnlyList<EpochReport> Epochs)? TryLoad(int fold)
    {
        var path = _folder.Record(fold);
        if (!File.Exists(path)) { return null; }
        try
        {
            var record = JsonSerializer.Deserialize<FoldRecord>(File.ReadAllBytes(path), ReportJson.Options) ?? throw new JsonException("it is empty.");
            if (record.Identity != _identity) { throw new CheckpointException(path, $"is of another training: {record.Identity}; this one is {_identity}"); }
            if (HashOf(_folder.Predictions(fold)) != record.PredictionsSha256) { throw new CheckpointException(_folder.Predictions(fold), "is damaged: its SHA-256 is not the one that was noted"); }
            var model = HmsModel.Load(_folder.Model(fold), new HmsModelLoadOptions { ExpectedSha256 = record.ModelSha256 });
            ITransformer[] transformers = model.Transformer is IEnumerable<ITransformer> chain ? [.. chain] : [model.Transformer];
            return (new FoldOutcome(fold, transformers, PredictionFile.Read(_folder.Predictions(fold)), record.Summary) { Float32Kl = record.Float32Kl }, record.Epochs);
        }
        catch (Exception exception) when (exception is JsonException or ModelFileException or UserErrorException or IOException)
        {
            throw new CheckpointException(path, $"and the files beside it cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Saves a finished fold, its record last, and removes its checkpoint.</summary>
    /// <param name="outcome">The fold.</param>
    /// <param name="inputSchema">Columns before its own steps.</param>
    /// <param name="epochs">What it reported.</param>
    public void Save(FoldOutcome outcome, DataViewSchema inputSchema, IReadOnlyList<EpochReport> epochs)
    {
        var manifest = new ModelManifest { Experiment = "fold", ClassNames = VoteClasses.Names, Packages = RunRecord.DescribeEnvironment() };
        var model = HmsModel.Save(_folder.Model(outcome.Fold), _context, new TransformerChain<ITransformer>([.. outcome.Transformers]), inputSchema, manifest);
        PredictionFile.Write(_folder.Predictions(outcome.Fold), outcome.Predictions);
        var record = new FoldRecord(_identity, model, HashOf(_folder.Predictions(outcome.Fold)), outcome.Summary, epochs) { Float32Kl = outcome.Float32Kl };
        AtomicFile.Write(_folder.Record(outcome.Fold), stream => JsonSerializer.Serialize(stream, record, ReportJson.Options));
        File.Delete(_folder.Checkpoint(outcome.Fold));
    }

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
