using Hms.Data;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;
using Hms.Tests.Support;
using Hms.Tests.Transforms;
using Hms.Training;
using Hms.Training.Checkpoints;
using Hms.Transforms;
using Hms.Transforms.Scoring;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Experiments.Running;

public sealed class FoldStoreTests : IDisposable
{
    private const int Fold = 1;

    private readonly TempFolder _folder = new();
    private readonly MLContext _context = new MLContext(seed: 0).UseHms();
    private readonly TestTable _rows = new(TestColumn.Waves("Eeg", [2, 3, 4], rows: 12));

    private FoldFolder Folder => new(_folder.Path, 0, "settings");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryLoad_NothingSaved_IsNull() => Assert.Null(Store().TryLoad(Fold));

    [Theory]
    [InlineData(null)]
    [InlineData(0.625)]
    public void TryLoad_WhatWasSaved_KeepsEverything(double? float32Kl)
    {
        var saved = Outcome(float32Kl);
        File.WriteAllText(Folder.Checkpoint(Fold), "of the running fold");
        Store().Save(saved, _rows.Schema, [Epoch]);
        Assert.False(File.Exists(Folder.Checkpoint(Fold)));
        var (loaded, epochs) = Store().TryLoad(Fold)!.Value;

        Assert.Equal((Fold, float32Kl), (loaded.Fold, loaded.Float32Kl));
        Assert.Equivalent(saved.Predictions, loaded.Predictions, strict: true);
        Assert.Equivalent(saved.Summary, loaded.Summary, strict: true);
        Assert.Equivalent(new[] { Epoch }, epochs, strict: true);
        Assert.Equal(Scores(saved), Scores(loaded));
    }

    [Fact]
    public void TryLoad_AnotherIdentity_IsRefusedWithBoth()
    {
        Save();
        var error = Assert.Throws<CheckpointException>(() => new FoldStore(Folder, _context, "seed 2").TryLoad(Fold));
        Assert.Equal(Folder.Record(Fold), error.Path);
        Assert.Contains("is of another training: seed 1; this one is seed 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("csv")]
    [InlineData("json")]
    public void TryLoad_DamagedFile_IsRefusedWithThePath(string extension)
    {
        Save();
        var path = Path.Combine(_folder.Path, $"fold-{Fold}.{extension}");
        var bytes = File.ReadAllBytes(path);
        if (extension == "json") { bytes = bytes[..(bytes.Length / 2)]; }
        else { bytes[bytes.Length / 2] ^= 1; }
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<CheckpointException>(() => Store().TryLoad(Fold));
        Assert.Contains(extension == "csv" ? path : Folder.Record(Fold), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("csv")]
    public void TryLoad_MissingFile_IsRefusedWithThePath(string extension)
    {
        Save();
        var path = Path.Combine(_folder.Path, $"fold-{Fold}.{extension}");
        File.Delete(path);
        Assert.Contains(path, Assert.Throws<CheckpointException>(() => Store().TryLoad(Fold)).Message, StringComparison.Ordinal);
    }

    private static EpochReport Epoch => new()
    {
        Fold = Fold, Epoch = 1, EpochCount = 1, TrainKl = 0.75, ValidationKl = 1 / 3.0, HighVoteKl = 0.25, HighVoteRows = 2, ClassKl = [0.5, -0.25], ValidationRowKl = [0.1f, 0.2f], LearningRate = 1e-3, RowsPerSecond = 100,
    };

    private static TrainingSummary Summary => new()
    {
        Fold = Fold, Epochs = [Epoch with { ValidationRowKl = null }], KeptEpoch = 1, StoppedByObserver = false, TrainRows = 12, ValidationRows = 4, Threads = 1, Device = "cpu", BatchSize = 4, Network = "linear", Seed = ulong.MaxValue,
    };

    private FoldStore Store() => new(Folder, _context, "seed 1");

    private void Save() => Store().Save(Outcome(null), _rows.Schema, [Epoch]);

    private FoldOutcome Outcome(double? float32Kl)
    {
        var normalize = _context.Transforms.Normalize(new NormalizingOptions { InputColumn = "Eeg", Scope = NormalizationScope.Datawide }).Fit(_rows);
        var network = new OnnxClassificationTransformer(TinyOnnx.Linear(2, 3, 4, VoteClasses.Count), "Eeg", "Score", "PredictedLabel", VoteClasses.Names);
        float[] Six(int row) => [.. Enumerable.Range(0, VoteClasses.Count).Select(c => MathF.Pow(0.1f, c + row % 3))];
        var predictions = Enumerable.Range(0, 4).Select(row => new HeldOutPrediction(row, 5000 + row, 100 + row, Fold, 10 + row, Six(row), Six(row + 1), Six(row + 2))).ToArray();
        return new FoldOutcome(Fold, [normalize, network], predictions, Summary) { Float32Kl = float32Kl };
    }

    private float[][] Scores(FoldOutcome outcome) => Rows.Vectors(new TransformerChain<ITransformer>([.. outcome.Transformers]).Transform(_rows), "Score");
}
