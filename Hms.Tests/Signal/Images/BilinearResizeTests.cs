using Hms.Signal.Images;

namespace Hms.Tests.Signal.Images;

public sealed class BilinearResizeTests
{
    // Values in [-1, 1), float weights.
    private const double Tolerance = 3e-7;

    internal sealed record Case(int C, int H, int W, int OutH, int OutW, bool Antialias, double[] Values);

    public static IEnumerable<TheoryDataRow<int, string>> Cases() => GoldenSignal.Read<Case[]>("resize")
        .Select((c, i) => new TheoryDataRow<int, string>(i, $"{c.C}x{c.H}x{c.W} to {c.OutH}x{c.OutW}{(c.Antialias ? " antialias" : "")}"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Apply_TorchsCase_IsTorchs(int index, string _)
    {
        var golden = GoldenSignal.Read<Case[]>("resize")[index];
        var resize = new BilinearResize(golden.H, golden.W, golden.OutH, golden.OutW, golden.Antialias ? ResizeFiltering.Antialias : ResizeFiltering.Sample);
        var resized = new float[golden.C * golden.OutH * golden.OutW];
        resize.Apply(TestSignals.Noise(golden.C * golden.H * golden.W, 5), resized);
        Assert.Equal(golden.Values.Length, resized.Length);
        for (var i = 0; i < resized.Length; i++) { Assert.Equal(golden.Values[i], resized[i], Tolerance); }
    }

    [Fact]
    public void Apply_SameSize_CopiesEvenBesideNan()
    {
        float[] image = [1, float.NaN, 3, 4, 5, 6];
        var resized = new float[6];
        new BilinearResize(2, 3, 2, 3).Apply(image, resized);
        Assert.Equal(image, resized);
    }

    [Fact]
    public void Apply_WrongLengths_NamesBoth()
    {
        var resize = new BilinearResize(2, 3, 4, 4);
        Assert.StartsWith("The image has 7 values; whole planes of 2 x 3 are needed.", Assert.Throws<ArgumentException>(() => resize.Apply(new float[7], new float[16])).Message);
        Assert.StartsWith("The output has 16 values; 2 planes of 4 x 4 need 32.", Assert.Throws<ArgumentException>(() => resize.Apply(new float[12], new float[16])).Message);
    }
}
