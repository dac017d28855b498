using Hms.Tests.Support;
using Hms.Transforms;
using Hms.Transforms.Models;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Scoring;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms.Scoring;

public sealed class PreprocessingVersionTests : IDisposable
{
    private static readonly MLContext Context = new(1);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static TransformerChain<ITransformer> Chain(float high, params ITransformer[] more)
    {
        var table = ModelFixture.Table();
        var steps = new HmsPipeline()
            .Append(Context.Transforms.ReplaceMissingSamples("X", inputColumn: "Eeg"))
            .Append(Context.Transforms.ApplyMontage("X"))
            .Append(Context.Transforms.ComputeSpectrogram("X", SpectrogramAveraging.Chains))
            .Append(Context.Transforms.ClipValues("X", 0.0025f, high))
            .Append(Context.Transforms.ResizeImage("X", 12, 8))
            .Fit(table);
        return new TransformerChain<ITransformer>([.. steps, .. more, new OnnxClassificationTransformer(TinyOnnx.Linear(4, 12, 8, 6), "X", "Score", "PredictedLabel", ModelFixture.Classes)]);
    }

    private string? Saved(string name, ITransformer chain)
    {
        HmsModel.Save(_folder[name], Context, chain, ModelFixture.Table().Schema, ModelFixture.Manifest);
        using var model = HmsModel.Load(_folder[name]);
        var network = Assert.Single(((IEnumerable<ITransformer>)model.Transformer).OfType<OnnxClassificationTransformer>());
        return network.Metadata.GetValueOrDefault(OnnxClassificationTransformer.PreprocessingKey);
    }

    [Fact]
    public void Save_SameSteps_NameTheSameVersion()
    {
        var version = Saved("a.zip", Chain(100));
        Assert.Matches("^sha256:[0-9a-f]{64}$", version);
        Assert.Equal(version, Saved("b.zip", Chain(100)));
        Assert.Equal(File.ReadAllBytes(_folder["a.zip"]), File.ReadAllBytes(_folder["b.zip"]));
    }

    [Fact]
    public void Save_OtherOption_NamesAnother() => Assert.NotEqual(Saved("a.zip", Chain(100)), Saved("b.zip", Chain(101)));

    [Fact]
    public void Save_StepThatTheNetworkDoesNotRead_ChangesNothing()
    {
        var aside = new HmsPipeline().Append(Context.Transforms.ClipValues("Aside", 0, 1, inputColumn: "Eeg")).Fit(ModelFixture.Table());
        Assert.Equal(Saved("a.zip", Chain(100)), Saved("b.zip", Chain(100, [.. aside])));
    }

    [Fact]
    public void Save_LoadedModel_KeepsTheVersion()
    {
        var version = Saved("a.zip", Chain(100));
        using var model = HmsModel.Load(_folder["a.zip"]);
        Assert.Equal(version, Saved("b.zip", model.Transformer));
    }

    [Fact]
    public void Save_StepOfAnotherLibrary_LeavesItOut()
    {
        var copy = Context.Transforms.CopyColumns("Copy", "X").Fit(Chain(100).Transform(ModelFixture.Table()));
        Assert.Null(Saved("a.zip", Chain(100, copy)));
    }

    [Fact]
    public void Load_ScoringOptions_ReachTheNetworks()
    {
        Saved("a.zip", Chain(100));
        using var model = HmsModel.Load(_folder["a.zip"], new HmsModelLoadOptions { Scoring = new OnnxScoringOptions { BatchSize = 3, Device = OnnxDevice.Cpu } });
        Assert.Equal(3, Assert.Single(((IEnumerable<ITransformer>)model.Transformer).OfType<OnnxClassificationTransformer>()).Scoring.BatchSize);
        using var plain = HmsModel.Load(_folder["a.zip"]);
        Assert.Equal(Rows.Vectors(plain.Score(ModelFixture.Table()), "Score").SelectMany(x => x), Rows.Vectors(model.Score(ModelFixture.Table()), "Score").SelectMany(x => x), (a, b) => Math.Abs(a - b) <= 1e-6);
    }
}
