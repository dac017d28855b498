using Hms.Signal.Randomness;
using Hms.Tests.Support;
using Hms.Tests.Training.Torch;
using Hms.Training;
using Hms.Training.Losses;
using Hms.Training.Networks;
using Hms.Training.Onnx;
using Hms.Training.Optimization;
using Hms.Training.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Hms.Tests.Training.Networks;

[Collection(TorchCollection.Name)]
public sealed class StatisticsMlpTests : IDisposable
{
    private const double Tolerance = 1e-5; // single precision in two libraries

    private readonly TorchThreads _threads = new();

    public void Dispose() => _threads.Dispose();

    [Fact]
    public void Create_ThePapersFeatures_HasThePapersWidths()
    {
        var weights = NetworkParameters.List(StatisticsMlp.Create(30, 6)).Where(parameter => parameter.Role == ParameterRole.LinearMatrix).Select(parameter => parameter.Shape.ToArray());
        Assert.Equal([[600, 30], [1200, 600], [1000, 1200], [600, 1000], [6, 600]], weights);
    }

    [Fact]
    public void Create_SenselessNumbers_AreRefused()
    {
        Assert.Contains("0 features", Assert.Throws<ArgumentException>(() => StatisticsMlp.Create(0, 6)).Message);
        Assert.Contains("[8, 0]", Assert.Throws<ArgumentException>(() => StatisticsMlp.Create(3, 6, [8, 0])).Message);
        Assert.Contains("Class count 1", Assert.Throws<ArgumentException>(() => StatisticsMlp.Create(3, 1)).Message);
    }

    [Fact]
    public void Write_Features_ScoreAsTorch()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var spec = StatisticsMlp.Create(30, 6, [40, 20]);
        var weights = NetworkInitialization.Create(spec, 3);
        using var module = TorchNetworkBuilder.Build(spec, weights);
        module.eval();
        var random = new HashRandom(4);
        var values = Enumerable.Range(0, 3 * 30).Select(_ => (float)random.NextDouble()).ToArray();
        var expected = module.call(tensor(values, [3, 30, 1, 1])).softmax(1).data<float>().ToArray();
        using var session = new InferenceSession(OnnxNetworkWriter.Write(spec, weights, OnnxImageSize.Any));
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor(OnnxNetworkWriter.InputName, new DenseTensor<float>(values, [3, 30]))], [OnnxNetworkWriter.ProbabilitiesName]);
        var actual = outputs[0].AsTensor<float>().ToArray();
        for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], Tolerance); }
    }

    [Fact]
    public void Fit_Features_LearnsAndScoresThem()
    {
        var options = new EegImageClassificationOptions
        {
            Specification = StatisticsMlp.Create(4, 3, [16]), Epochs = 40, BatchSize = 16, Seed = 2, Device = TrainingDevice.Cpu,
            Optimizer = new AdamOptions { LearningRate = 0.01 }, Schedule = new ConstantSchedule(), Keep = EpochToKeep.BestEpoch,
        };
        var context = new MLContext(1);
        var validation = View(context, 30, 2);
        using var model = new EegImageClassificationEstimator(context, options).Fit(View(context, 120, 1), validation);
        var scores = model.Transform(validation).GetColumn<float[]>("Score").ToArray();
        var kl = scores.Zip(validation.GetColumn<float[]>("Votes")).Average(pair => Hms.Signal.Statistics.KullbackLeibler.Divergence(pair.Second, pair.First));
        Assert.True(kl < 0.3, $"KL {kl}; knowing nothing gives {Math.Log(3)}");
        Assert.Equal(StatisticsMlp.Name, model.Metadata["hms.network"]);
        Assert.Contains("the rows have 4 and 3", Assert.Throws<TrainingException>(() => new EegImageClassificationEstimator(context, options with { Specification = StatisticsMlp.Create(5, 3, [16]) }).Fit(validation, validation)).Message);
    }

    /// <summary>The paper's loss, written out: soft cross entropy and twice the divergence, of logits.</summary>
    [Fact]
    public void Gradient_OfThePapersLoss_IsThatOfThreeDivergences()
    {
        using var scope = NewDisposeScope();
        var votes = tensor(new float[,] { { 0.7f, 0.2f, 0.1f }, { 0, 0.5f, 0.5f } });
        var (one, other) = (Start(), Start());
        var crossEntropy = -(votes * one.log_softmax(1)).sum(1).mean();
        (crossEntropy + 2 * new KullbackLeiblerLoss().Mean(new Logits(one), votes)).backward();
        (3 * new KullbackLeiblerLoss().Mean(new Logits(other), votes)).backward();
        var (expected, actual) = (one.grad!.data<float>().ToArray(), other.grad!.data<float>().ToArray());
        Assert.Contains(expected, value => Math.Abs(value) > 0.1);
        for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], 1e-6); }

        static Tensor Start() => tensor(new float[,] { { 0.3f, -1, 2 }, { 1, 0, -1 } }, requires_grad: true);
    }

    /// <summary>A loss that took probabilities for logits, with its arguments exchanged, gave 0.73 for a perfect prediction and 0.04 for a uniform one.</summary>
    [Fact]
    public void Loss_PerfectAndUniformPrediction_AreZeroAndMore()
    {
        using var scope = NewDisposeScope();
        var votes = tensor(new float[,] { { 3, 0, 0, 0, 0, 0 }, { 1, 2, 0, 0, 0, 7 }, { 0, 0, 1, 0, 2, 0 } });
        votes = votes / votes.sum(1, keepdim: true);
        var loss = new KullbackLeiblerLoss();
        Assert.Equal(0, loss.Mean(new Logits(votes.clamp(1e-15).log()), votes).item<float>(), 1e-5);
        Assert.True(loss.Mean(new Logits(zeros(3, 6)), votes).item<float>() > 0.5);
    }

    private static IDataView View(MLContext context, int count, ulong seed)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 4);
        definition["Votes"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(row => RowOf(row, seed)).ToArray(), definition);
    }

    private static Row RowOf(int row, ulong seed)
    {
        var random = new HashRandom(SeedHash.Derive(seed, (ulong)row));
        var features = Enumerable.Range(0, 4).Select(i => (float)(0.3 * random.NextGaussian() + (i == row % 3 ? 1 : 0))).ToArray();
        return new Row { Features = features, Votes = [.. Enumerable.Range(0, 3).Select(c => c == row % 3 ? 1f : 0)] };
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float[] Votes { get; set; } = [];
    }
}
