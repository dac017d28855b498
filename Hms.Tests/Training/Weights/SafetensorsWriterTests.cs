using Hms.Tests.Support;
using Hms.Training.Networks;
using Hms.Training.Weights;

namespace Hms.Tests.Training.Weights;

public sealed class SafetensorsWriterTests
{
    private static readonly NetworkSpec Spec = NetworkCatalog.Create("small_cnn", new(4, 32, 32), 6);

    [Fact]
    public void Write_ThenLoad_GivesTheSameBits()
    {
        using var folder = new TempFolder();
        var weights = NetworkInitialization.Create(Spec, 3);
        SafetensorsWriter.Write(folder["w.safetensors"], weights, new Dictionary<string, string> { ["hms.network"] = "small_cnn", ["note"] = "a \"quoted\" µV" });
        var (loaded, report) = PretrainedWeights.Load(Spec, folder["w.safetensors"], seed: 99);
        Assert.Equal(weights.Fingerprint(), loaded.Fingerprint());
        Assert.Equal(weights.Keys.Count, report.Loaded.Count);
        Assert.Empty(report.Seeded);
        using var file = SafetensorsFile.Open(folder["w.safetensors"]);
        Assert.Equal("a \"quoted\" µV", file.Metadata["note"]);
        Assert.Equal(["w.safetensors"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_HeaderOfAnyLength_AlignsTheValuesTo8Bytes()
    {
        var weights = NetworkInitialization.Create(Spec, 3);
        for (var length = 0; length < 9; length++)
        {
            using var stream = new MemoryStream();
            SafetensorsWriter.Write(stream, weights, new Dictionary<string, string> { ["n"] = new string('x', length) });
            Assert.Equal(0, BitConverter.ToInt64(stream.ToArray()) % 8);
        }
    }

    [Fact]
    public void Write_SameWeights_GivesTheSameBytes()
    {
        var weights = NetworkInitialization.Create(Spec, 3);
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        SafetensorsWriter.Write(first, weights, new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        SafetensorsWriter.Write(second, weights, new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });
        Assert.Equal(first.ToArray(), second.ToArray());
    }
}
