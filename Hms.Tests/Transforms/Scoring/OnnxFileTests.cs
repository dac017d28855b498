using Hms.Transforms.Persistence;
using Hms.Transforms.Scoring;

namespace Hms.Tests.Transforms.Scoring;

public sealed class OnnxFileTests
{
    private static readonly string[] Classes = ["Seizure", "LPD", "Other"];
    private static readonly byte[] Linear = TinyOnnx.Linear(1, 20, 30, 3);

    private static float[][] Scores(byte[] onnx)
    {
        using var network = new OnnxClassificationTransformer(onnx, new OnnxClassificationOptions { ClassNames = Classes });
        return Rows.Vectors(network.Transform(new TestTable(TestColumn.Waves("Features", [1, 20, 30], 9, amplitude: 0.1))), "Score");
    }

    [Fact]
    public void WithMetadata_Texts_AreReadBackByTheRuntimeAndReplaced()
    {
        var once = OnnxFile.WithMetadata(Linear, new Dictionary<string, string> { ["b"] = "1", ["a"] = "ä,\"" });
        var twice = OnnxFile.WithMetadata(once, new Dictionary<string, string> { ["b"] = "2" });
        Assert.Equal([new("a", "ä,\""), new("b", "2")], OnnxFile.ReadMetadata(twice));
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(twice);
        Assert.Equal(("ä,\"", "2"), (session.ModelMetadata.CustomMetadataMap["a"], session.ModelMetadata.CustomMetadataMap["b"]));
        Assert.Equal(Scores(Linear), Scores(twice));
    }

    [Fact]
    public void WithHalfWeights_Matrix_IsRoundedToElevenBits()
    {
        // Logits are sums of 600 products of |weight| <= 1 and |value| <= 0.12, each weight off by 2^-12 of itself at most: below 0.02 in the worst case.
        const float tolerance = 0.02f;
        var half = OnnxFile.WithHalfWeights(Linear);
        Assert.Equal("float16", OnnxFile.ReadMetadata(half)[OnnxFile.WeightsKey]);
        Assert.InRange(half.Length, Linear.Length / 2, (Linear.Length / 2) + 400);
        Assert.Equal(half, OnnxFile.WithHalfWeights(Linear));
        var (full, rounded) = (Scores(Linear), Scores(half));
        Assert.NotEqual(full[1], rounded[1]);
        for (var row = 0; row < full.Length; row++)
        {
            for (var k = 0; k < Classes.Length; k++) { Assert.Equal(full[row][k], rounded[row][k], tolerance); }
        }
    }

    [Fact]
    public void WithHalfWeights_Twice_ChangesNothingMore()
    {
        var once = OnnxFile.WithHalfWeights(Linear);
        Assert.Equal(once, OnnxFile.WithHalfWeights(once));
    }

    [Fact]
    public void WithHalfWeights_ValueBeyondFloat16_KeepsTheTensor()
    {
        var (large, at) = (Linear.ToArray(), Linear.AsSpan().IndexOf(BitConverter.GetBytes((float)Math.Sin(0.7))));
        BitConverter.GetBytes(70_000f).CopyTo(large, at);
        var kept = OnnxFile.WithHalfWeights(large);
        Assert.True(kept.Length > large.Length); // metadata only
        Assert.Equal(Scores(large), Scores(kept));
    }

    [Fact]
    public void ReadMetadata_NoOnnxFile_IsRefused() => Assert.Throws<ModelFileException>(() => OnnxFile.ReadMetadata([255, 255, 255, 255]));
}
