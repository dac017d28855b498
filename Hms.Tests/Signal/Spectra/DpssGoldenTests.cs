using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class DpssGoldenTests
{
    // SciPy's own eigenvectors carry about 1e-13.
    private const double Tolerance = 1e-11;

    internal sealed record Case(int Length, double Nw, int Count, double[] Tapers);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Tapers_SciPysCase_AreSciPys(int index)
    {
        var golden = GoldenSignal.Read<Case[]>("dpss")[index];
        var tapers = new DpssTapers(golden.Length, golden.Nw, golden.Count);
        for (var k = 0; k < golden.Count; k++)
        {
            for (var n = 0; n < golden.Length; n++) { Assert.Equal(golden.Tapers[k * golden.Length + n], tapers[k][n], Tolerance); }
        }
    }

    [Fact]
    public void Tapers_Any_AreOrthonormal()
    {
        var tapers = new DpssTapers(501, 3, 6);
        for (var a = 0; a < 6; a++)
        {
            for (var b = 0; b < 6; b++)
            {
                var product = 0.0;
                for (var n = 0; n < 501; n++) { product += tapers[a][n] * tapers[b][n]; }
                Assert.Equal(a == b ? 1 : 0, product, Tolerance);
            }
        }
    }

    [Fact]
    public void Constructor_TooWideBand_SaysTheRule() =>
        Assert.StartsWith("Time-bandwidth 5 must lie above 0 and below half the length, 5.", Assert.Throws<ArgumentOutOfRangeException>(() => new DpssTapers(10, 5, 2)).Message);
}
