using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hms.Tests.Support;
using Hms.Training.Networks;
using Hms.Training.Weights;

namespace Hms.Tests.Training.Weights;

public sealed class PretrainedWeightsTests : IDisposable
{
    private const double AdaptTolerance = 1e-6; // single precision: a sum of three, or one product

    private static readonly NetworkInput Rgb = new(3, 32, 32);
    private static readonly NetworkSpec Source = NetworkCatalog.Create("small_cnn", Rgb, 1000);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void AdaptInput_AnyChannels_IsTimmsAdaptInputConv(int channels)
    {
        var golden = TrainingGolden.Read("networks/adapt_input_conv");
        var kernel = golden.GetProperty("kernel").Numbers().Select(value => (float)value).ToArray();
        var expected = golden.GetProperty($"{channels}").Numbers();
        var actual = PretrainedWeights.AdaptInput(kernel, [4, 3, 3, 3], channels);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], AdaptTolerance); }
    }

    [Fact]
    public void Load_OtherChannelsAndClasses_AdaptsTheStemAndSeedsTheClassifier()
    {
        var source = NetworkInitialization.Create(Source, 1);
        var path = Write(Tensors(source));
        var spec = NetworkCatalog.Create("small_cnn", new(1, 32, 32), 6, new() { Pooling = GlobalPooling.GeneralizedMean });
        var (weights, report) = PretrainedWeights.Load(spec, path, seed: 7);
        Assert.Equal(["stem.conv.weight"], report.Adapted);
        Assert.Equal(["pool.p", "classifier.weight", "classifier.bias"], report.Seeded);
        Assert.Equal(["mix.bn1.num_batches_tracked"], report.Ignored);
        Assert.Equal(NetworkParameters.List(spec).Count, report.Loaded.Count + 4);
        Assert.Equal(source["stage2.conv.weight"].Values, weights["stage2.conv.weight"].Values);
        Assert.Equal(NetworkInitialization.Create(spec, 7)["classifier.weight"].Values, weights["classifier.weight"].Values);
        var rgb = source["stem.conv.weight"].Values;
        Assert.Equal(rgb[0] + rgb[9] + rgb[18], weights["stem.conv.weight"].Values[0], AdaptTolerance);
        Assert.Equal(report.ToString(), PretrainedWeights.Describe(spec, path).ToString());
        Assert.Contains("1 adapted to the input (stem.conv.weight), 3 started from the seed", report.ToString());
    }

    [Fact]
    public void Load_MissingAndUnknownKeys_AreAllNamed()
    {
        var tensors = Tensors(NetworkInitialization.Create(Source, 1));
        tensors.Remove("mix.bn2.weight");
        tensors["head.weight"] = new([1], [0]);
        var path = Write(tensors);
        var error = Assert.Throws<SafetensorsException>(() => PretrainedWeights.Load(Source, path, 1));
        Assert.Contains($"{path} does not fit network small_cnn: it lacks mix.bn2.weight. it has what the network has not: head.weight.", error.Message);
        Assert.Equal(2, PretrainedWeights.Check(Source, path).Count);
    }

    [Fact]
    public void Load_OtherShape_NamesBothShapes()
    {
        var tensors = Tensors(NetworkInitialization.Create(Source, 1));
        tensors["stage1.conv.weight"] = new([2, 2], new float[4]);
        var error = Assert.Throws<SafetensorsException>(() => PretrainedWeights.Load(Source, Write(tensors), 1));
        Assert.Contains("stage1.conv.weight has shape [2, 2]; [32, 16, 3, 3] is needed.", error.Message);
    }

    [Fact]
    public void Load_FourChannelCheckpoint_IsNotAdaptedToTwo()
    {
        var path = Write(Tensors(NetworkInitialization.Create(NetworkCatalog.Create("small_cnn", new(4, 32, 32), 6), 1)));
        var error = Assert.Throws<SafetensorsException>(() => PretrainedWeights.Load(NetworkCatalog.Create("small_cnn", new(2, 32, 32), 6), path, 1));
        Assert.Contains("stem.conv.weight has shape [16, 4, 3, 3]; [16, 2, 3, 3] is needed.", error.Message);
    }

    [Fact]
    public void Load_HalfAClassifier_IsRefused()
    {
        var tensors = Tensors(NetworkInitialization.Create(Source, 1));
        tensors["classifier.bias"] = new([6], new float[6]);
        var spec = NetworkCatalog.Create("small_cnn", Rgb, 6);
        Assert.Contains("different numbers of classes", Assert.Throws<SafetensorsException>(() => PretrainedWeights.Load(spec, Write(tensors), 1)).Message);
    }

    [Fact]
    public void Load_NaN_NamesTheWeight()
    {
        var tensors = Tensors(NetworkInitialization.Create(Source, 1));
        tensors["stem.bn.bias"] = tensors["stem.bn.bias"] with { Values = [.. Enumerable.Repeat(float.NaN, 16)] };
        Assert.Contains("value 0 of stem.bn.bias is NaN", Assert.Throws<SafetensorsException>(() => PretrainedWeights.Load(Source, Write(tensors), 1)).Message);
    }

    private static Dictionary<string, WeightTensor> Tensors(NetworkWeights weights) => weights.Keys.ToDictionary(key => key, key => weights[key]);

    /// <summary>Laid out by the test itself, with a counter as PyTorch writes it.</summary>
    private string Write(Dictionary<string, WeightTensor> tensors)
    {
        var header = new Dictionary<string, object>();
        using var data = new MemoryStream();
        foreach (var (key, tensor) in tensors)
        {
            var begin = data.Length;
            data.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
            header[key] = new { dtype = "F32", shape = tensor.Shape, data_offsets = new[] { begin, data.Length } };
        }
        header["mix.bn1.num_batches_tracked"] = new { dtype = "I64", shape = Array.Empty<int>(), data_offsets = new[] { data.Length, data.Length + 8 } };
        data.Write(new byte[8]);
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(_folder["source.safetensors"], [.. length, .. json, .. data.ToArray()]);
        return _folder["source.safetensors"];
    }
}
