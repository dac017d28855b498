using System.Buffers.Binary;
using Hms.Experiments;
using Hms.Experiments.Reporting;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Reporting;

public sealed class ArrayFigureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 6, 5)]
    [InlineData(4, 1, 1)]
    [InlineData(17, 3, 4)]
    public void SavePng_Images_HaveAsMuchRoomAsTheyNeed(int channels, int height, int width)
    {
        var values = Enumerable.Range(0, channels * height * width).Select(i => i % 7 == 3 ? float.NaN : i % 11).ToArray();
        ArrayFigure.SavePng(_folder["figure.png"], new NamedArray("title", values, [channels, height, width]) { SampleRateHz = 0.5f, FrequenciesHz = [.. Enumerable.Range(0, height).Select(i => 0.5f * i * i)] });
        Assert.Equal((ArrayFigure.Width, channels == 1 ? 640 : 240 * (channels > 8 ? (channels + 1) / 2 : channels)), Size(_folder["figure.png"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(3f)]
    public void SavePng_TracesOfAnyKind_AreDrawn(float fill)
    {
        var values = Enumerable.Repeat(fill, 20 * 50).ToArray();
        if (fill == 3) { for (var i = 0; i < values.Length; i += 3) { values[i] = i % 2 == 0 ? float.NaN : 1e9f; } }
        ArrayFigure.SavePng(_folder["figure.png"], new NamedArray("title", values, [20, 50]) { ChannelNames = ["Fp1-F7", .. Enumerable.Range(1, 19).Select(i => $"E{i}")] });
        Assert.Equal((ArrayFigure.Width, 90 + 36 * 20), Size(_folder["figure.png"]));
    }

    [Fact]
    public void SavePng_FourDimensions_SaysWhatIsNeeded() =>
        Assert.Contains("[channels, height, width], [channels, samples] or [features]", Assert.Throws<UserErrorException>(() => ArrayFigure.SavePng(_folder["figure.png"], new NamedArray("title", [1], [1, 1, 1, 1]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new[] { 0f, 10, 20 }, "0 5 10 15 20", new[] { 0, 0.5, 1, 1.5, 2 })]
    [InlineData(new[] { 1f, 2, 4, 8 }, "2 4 6 8", new[] { 1, 2, 2.5, 3 })]
    [InlineData(new[] { 5f }, "5", new[] { 0.0 })]
    public void FrequencyTicks_AnySpacing_LieOnTheirRows(float[] frequencies, string labels, double[] rows)
    {
        var ticks = FrequencyTicks.Of(frequencies);
        Assert.Equal(labels, string.Join(' ', ticks.Labels));
        Assert.All(rows.Zip(ticks.Rows), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    private static (int Width, int Height) Size(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }
}
