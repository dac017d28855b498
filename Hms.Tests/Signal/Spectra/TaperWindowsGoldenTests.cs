using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class TaperWindowsGoldenTests
{
    // Cosines in double; SciPy's Slepian sequences carry about 1e-13.
    private const double Tolerance = 1e-14;
    private const double DpssTolerance = 1e-9;

    internal sealed record Case(WindowFunctionName Function, double Parameter, int Length, bool Periodic, double[] Weights);

    [System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<WindowFunctionName>))]
    internal enum WindowFunctionName
    {
        Hann,
        Tukey,
        Hamming,
        Rectangular,
        Blackman,
        Dpss,
    }

    [Fact]
    public void Create_SciPysWindows_AreSciPys()
    {
        var cases = GoldenSpectra.Read<Case[]>("windows");
        Assert.True(cases.Length > 90, $"only {cases.Length} cases");
        foreach (var c in cases)
        {
            var function = Enum.Parse<WindowFunction>(c.Function.ToString());
            var isTukey = function == WindowFunction.Tukey;
            var window = TaperWindows.Create(function, c.Length, isTukey ? c.Parameter : 0.25, isTukey ? 2 : c.Parameter, c.Periodic ? WindowSymmetry.Periodic : WindowSymmetry.Symmetric);
            Assert.Equal(c.Length, window.Length);
            for (var i = 0; i < c.Length; i++)
            {
                Assert.True(Math.Abs(c.Weights[i] - window[i]) <= (function == WindowFunction.Dpss ? DpssTolerance : Tolerance), $"{c.Function}({c.Parameter}) {c.Length} periodic={c.Periodic} [{i}]: {window[i]} for {c.Weights[i]}");
            }
        }
    }

    [Theory]
    [InlineData(WindowFunction.Hann)]
    [InlineData(WindowFunction.Blackman)]
    [InlineData(WindowFunction.Tukey)]
    [InlineData(WindowFunction.Dpss)]
    public void Create_Symmetric_IsItsOwnMirrorImage(WindowFunction function)
    {
        var window = TaperWindows.Create(function, 101, symmetry: WindowSymmetry.Symmetric);
        for (var i = 0; i < 101; i++) { Assert.Equal(window[100 - i], window[i], DpssTolerance); }
        Assert.Equal(1, window[50], DpssTolerance);
    }
}
