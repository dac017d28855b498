using Hms.Signal.Randomness;
using Hms.Tests.Support;
using Hms.Tests.Training.Loop;
using Hms.Training;
using Hms.Training.Networks;
using Hms.Training.Optimization;
using Hms.Training.Weights;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace Hms.Tests.Training.Networks;

/// <summary>The trainer with networks of signals, and with weights from a file.</summary>
[Collection(TorchCollection.Name)]
public sealed class NetworkTrainingTests
{
    private const int Channels = 4;
    private const int Samples = 128;

    private static readonly EegImageClassificationOptions Options = new()
    {
        Network = "eegnet",
        NetworkOptions = new() { EegNet = new() { KernelSamples = 16, TemporalFilters = 4, Features = 8 } },
        Epochs = 12,
        BatchSize = 16,
        Seed = 5,
        Device = TrainingDevice.Cpu,
        Optimizer = new AdamWOptions { LearningRate = 1e-2 },
    };

    private readonly MLContext _context = new(1);

    [Fact]
    public void Fit_Signals_LearnsAndScoresSignals()
    {
        var observer = new RecordingObserver();
        var validation = Signals(36, 2);
        using var model = new EegImageClassificationEstimator(_context, Options with { Observer = observer }).Fit(Signals(96, 1), validation);
        var probabilities = model.Transform(validation).GetColumn<float[]>("Score").ToArray();
        var votes = validation.GetColumn<float[]>("Votes").ToArray();
        var kl = probabilities.Zip(votes).Average(pair => Hms.Signal.Statistics.KullbackLeibler.Divergence(pair.Second, pair.First));
        Assert.Equal(observer.Summary!.LastKl!.Value, kl, 1e-5); // ONNX Runtime on [N, C, T] against Torch on [N, 1, C, T]
        Assert.True(kl < 0.5 * Math.Log(3), $"KL {kl}; knowing nothing gives {Math.Log(3)}");
    }

    [Fact]
    public void Fit_ImageNetworkOnSignals_SaysWhatItNeeds()
    {
        var error = Assert.Throws<TrainingException>(() => new EegImageClassificationEstimator(_context, Options with { Network = "small_cnn" }).Fit(Signals(6, 1)));
        Assert.Contains("a network needs images", error.Message);
        Assert.Contains("for example eegnet", error.Message);
    }

    [Fact]
    public void Fit_SignalNetworkOnImages_SaysWhatItNeeds()
    {
        var error = Assert.Throws<TrainingException>(() => new EegImageClassificationEstimator(_context, Options).Fit(View(6, 1, 1, Channels, Samples)));
        Assert.Contains("network eegnet needs signals", error.Message);
    }

    [Fact]
    public void Fit_SignalsShorterThanTheNetworksWindows_NamesTheLayer()
    {
        var error = Assert.Throws<TrainingException>(() => new EegImageClassificationEstimator(_context, Options).Fit(View(6, 1, Channels, 16)));
        Assert.Contains("Layer pool2 has a window of 8 places", error.Message);
    }

    [Fact]
    public void Fit_WeightsOfAnEarlierTraining_StartsFromThem()
    {
        using var folder = new TempFolder();
        var spec = NetworkCatalog.Create("eegnet", NetworkInput.Signal(Channels, Samples), 3, Options.NetworkOptions);
        SafetensorsWriter.Write(folder["start.safetensors"], NetworkInitialization.Create(spec, 77));
        var options = Options with { Epochs = 1, WeightsPath = folder["start.safetensors"], Optimizer = new AdamWOptions { LearningRate = 1e-9, WeightDecay = 0 } };
        var graphs = new[] { 1UL, 2UL }.Select(seed => new EegImageClassificationEstimator(_context, options with { Seed = seed }).Fit(Signals(16, 1))).ToArray();
        Assert.All(graphs, model => Assert.Contains("18 weights loaded", MetadataOf(model)["hms.startWeights"]));
        var rows = Signals(5, 3);
        var scores = graphs.Select(model => model.Transform(rows).GetColumn<float[]>("Score").SelectMany(row => row).ToArray()).ToArray();
        for (var i = 0; i < scores[0].Length; i++) { Assert.Equal(scores[0][i], scores[1][i], 1e-3); } // the seed decides the order of rows only
        var drawn = new EegImageClassificationEstimator(_context, options with { WeightsPath = null }).Fit(Signals(16, 1)).Transform(rows).GetColumn<float[]>("Score").SelectMany(row => row).ToArray();
        Assert.Contains(Enumerable.Range(0, drawn.Length), i => Math.Abs(drawn[i] - scores[0][i]) > 1e-2);
    }

    [Fact]
    public void Fit_WeightsOfAnotherNetwork_NamesTheFileAndTheKeys()
    {
        using var folder = new TempFolder();
        SafetensorsWriter.Write(folder["other.safetensors"], NetworkInitialization.Create(NetworkCatalog.Create("small_cnn", new(1, 32, 32), 3), 77));
        var error = Assert.Throws<TrainingException>(() => new EegImageClassificationEstimator(_context, Options with { WeightsPath = folder["other.safetensors"] }).Fit(Signals(16, 1)));
        Assert.Contains("other.safetensors does not fit network eegnet:", error.Message);
        Assert.Contains("it lacks conv_temporal.weight", error.Message);
        Assert.Contains("it has what the network has not: mix.", error.Message);
    }

    [Fact]
    public void Constructor_AbsentWeightsFile_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new EegImageClassificationEstimator(_context, Options with { WeightsPath = "absent.safetensors" }));
        Assert.Contains("The weights file absent.safetensors does not exist", error.Message);
    }

    private static Dictionary<string, string> MetadataOf(OnnxClassificationTransformer model)
    {
        using var session = new InferenceSession(model.Onnx.ToArray());
        return session.ModelMetadata.CustomMetadataMap;
    }

    private IDataView Signals(int count, ulong seed) => View(count, seed, Channels, Samples);

    /// <summary>Three classes: a slow, a middle and a fast wave with noise.</summary>
    private IDataView View(int count, ulong seed, params int[] dimensions)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        definition["Votes"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3);
        var size = dimensions.Aggregate(1, (product, dimension) => product * dimension);
        return _context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(row => RowOf(row, size, dimensions[^1], seed)).ToArray(), definition);
    }

    private static Row RowOf(int row, int size, int samples, ulong seed)
    {
        var random = new HashRandom(SeedHash.Derive(seed, (ulong)row));
        var phase = random.NextDouble(0, 2 * Math.PI);
        var label = row % 3;
        var cycles = 4 * Math.Pow(3, label);
        var features = new float[size];
        for (var i = 0; i < size; i++) { features[i] = (float)(Math.Sin(2 * Math.PI * cycles * (i % samples) / samples + phase) + 0.3 * random.NextGaussian()); }
        return new Row { Features = features, Votes = [label == 0 ? 1 : 0, label == 1 ? 1 : 0, label == 2 ? 1 : 0] };
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float[] Votes { get; set; } = [];
    }
}
