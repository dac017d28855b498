using System.Text.Json;
using Hms.Signal.Images;
using Hms.Signal.Statistics;

namespace Hms.Tests.Signal.Images;

/// <summary>Resizing against torchvision and tiles against NumPy (Golden/images/SOURCE.md).</summary>
public sealed class ImageGoldenTests
{
    // Values in [-1, 1), float weights, sums of up to 17 x 19 pixels.
    private const double ResizeTolerance = 4e-7;

    // Logarithms of float powers up to 8, divided by their standard deviation of about 3.
    private const double TileTolerance = 1e-6;

    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "images", "images.json"))).RootElement;

    public static IEnumerable<TheoryDataRow<int, string>> Cases() => Golden.GetProperty("resize").EnumerateArray().Select((c, i) =>
        new TheoryDataRow<int, string>(i, $"{Int(c, "h")}x{Int(c, "w")} to {Int(c, "outH")}x{Int(c, "outW")} antialias {c.GetProperty("antialias").GetBoolean()}"));

    [Theory, MemberData(nameof(Cases))]
    public void Resize_TorchvisionsCase_IsTorchvisions(int index, string _)
    {
        var golden = Golden.GetProperty("resize")[index];
        var resize = new BilinearResize(Int(golden, "h"), Int(golden, "w"), Int(golden, "outH"), Int(golden, "outW"),
            golden.GetProperty("antialias").GetBoolean() ? ResizeFiltering.Antialias : ResizeFiltering.Sample);
        var resized = new float[Int(golden, "c") * resize.OutputLength];
        resize.Apply(TestSignals.Noise(Int(golden, "c") * resize.InputLength, 5), resized);
        AssertEvery(Int(golden, "step"), golden.GetProperty("values"), resized, ResizeTolerance);
    }

    [Theory]
    [InlineData(30, 40, 64, 64, ResizeFiltering.Sample)]
    [InlineData(64, 64, 30, 40, ResizeFiltering.Antialias)]
    public void Resize_Constant_StaysConstant(int h, int w, int outH, int outW, ResizeFiltering filtering)
    {
        var (image, resized) = (new float[h * w], new float[outH * outW]);
        Array.Fill(image, 3.25f);
        new BilinearResize(h, w, outH, outW, filtering).Apply(image, resized);
        Assert.All(resized, value => Assert.Equal(3.25, value, 1e-6));
    }

    [Fact]
    public void Resize_Allocates_Nothing()
    {
        var resize = new BilinearResize(100, 300, 512, 512);
        var (image, resized) = (new float[4 * resize.InputLength], new float[4 * resize.OutputLength]);
        resize.Apply(image, resized);
        var before = GC.GetAllocatedBytesForCurrentThread();
        resize.Apply(image, resized);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Place_FileAndEeg_FollowsTheRecipe()
    {
        var regions = TestSignals.Noise(4 * 100 * 300, 31).Select(value => (float)Math.Exp(8.0 * value)).ToArray();
        for (var row = 0; row < 100; row++) { regions.AsSpan(row * 300 + 40, 7).Fill(float.NaN); }
        regions.AsSpan(2 * 100 * 300, 100 * 300).Fill(float.NaN);
        Amplitude.ClipValues(regions, (float)Math.Exp(-4), (float)Math.Exp(8), regions);
        Amplitude.NaturalLog(regions, 1e-10f, regions);
        var image = Enumerable.Repeat(float.NaN, 512 * 512).ToArray();
        TileLayout.PlaceRegions(regions, image, 512, 0);
        TileLayout.PlaceTiles(TestSignals.Noise(4 * 128 * 256, 32), image, 512, 256);
        AssertEvery(Int(Golden, "tileStep"), Golden.GetProperty("tiles"), image, TileTolerance);
        Assert.DoesNotContain(float.NaN, image);
    }

    [Fact]
    public void Place_WrongLengths_NamesBoth()
    {
        Assert.StartsWith("The tiles have 5 values; 120000 are needed.", Assert.Throws<ArgumentException>(() => TileLayout.PlaceRegions(new float[5], new float[512 * 512], 512, 0)).Message);
        Assert.StartsWith("Tiles of 256 columns from column 300 do not fit into 512 columns.", Assert.Throws<ArgumentException>(() => TileLayout.PlaceTiles(new float[512 * 256], new float[512 * 512], 512, 300)).Message);
        Assert.StartsWith("The image has 9 values; 512 x 256 need 131072.", Assert.Throws<ArgumentException>(() => TileLayout.PlaceTiles(new float[512 * 256], new float[9], 256, 0)).Message);
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static void AssertEvery(int step, JsonElement golden, float[] actual, double tolerance)
    {
        var expected = golden.EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Assert.Equal(expected.Length, (actual.Length + step - 1) / step);
        for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i * step], tolerance); }
    }
}
