using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Recordings;
using SkiaSharp;

namespace Hms.Tests.Experiments.Reporting.Recordings;

public sealed class EegFigureTests
{
    private const int SpacingPixels = 36;
    private const double MainsTolerance = 0.03; // Hann's side lobes and the noise under the line
    private static readonly string[] Names = ["Fp1-F7", "F7-T3"];

    [Theory]
    [InlineData(-60, -0.6)] // negative up: 60 uV at 10 uV/mm are 0.6 of the distance of two traces
    [InlineData(60, 0.6)]
    [InlineData(500, 1)] // cut at the neighbour's baseline
    public void Draw_APulse_PointsWhereItShouldAndIsCut(float microvolts, double spacings)
    {
        var page = Page(new EegPageOptions { MicrovoltsPerMillimetre = 10 }, (trace, i) => trace == 0 && i is >= 900 and < 1100 ? microvolts : 0);
        var traces = new EegTraceFigure(page);
        Assert.Equal(Math.Abs(microvolts) > 100 ? 200.0 / 4000 : 0, traces.CutShare, 1e-9);
        var ink = InkOfMiddle(traces.Draw(EegPicture.Width), 0);
        var rest = InkOfMiddle(new EegTraceFigure(Page(new EegPageOptions { MicrovoltsPerMillimetre = 10 }, (_, _) => 0)).Draw(EegPicture.Width), 0);
        Assert.Equal(spacings * SpacingPixels, ink - rest, 1.5);
    }

    [Fact]
    public void Draw_PositiveUp_TurnsItAround()
    {
        var down = InkOfMiddle(new EegTraceFigure(Page(new EegPageOptions { MicrovoltsPerMillimetre = 10 }, (trace, _) => trace == 0 ? 50 : 0)).Draw(EegPicture.Width), 0);
        var up = InkOfMiddle(new EegTraceFigure(Page(new EegPageOptions { MicrovoltsPerMillimetre = 10, Polarity = EegPolarity.PositiveUp }, (trace, _) => trace == 0 ? 50 : 0)).Draw(EegPicture.Width), 0);
        Assert.Equal(SpacingPixels, down - up, 1.5);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(1e9f)]
    public void Draw_SilenceMissingAndHuge_AllParts(float value)
    {
        var page = Page(new EegPageOptions(), (_, i) => i % 3 == 0 ? value : -value);
        var view = new SpectrogramView("t", [.. Enumerable.Repeat(value, 400)], 1, 1, 2, "s");
        foreach (var parts in Enum.GetValues<EegPictureParts>())
        {
            var picture = EegPicture.Draw(parts, new EegTraceFigure(page), page, ChannelSpectrum.Of(page.Unfiltered), parts == EegPictureParts.All ? [view, view] : [view]);
            using var bitmap = SKBitmap.Decode(picture.ToPng());
            Assert.Equal((EegPicture.Width, picture.Height), (bitmap.Width, bitmap.Height));
        }
    }

    [Theory]
    [InlineData(new[] { 10f, 20, 30, 40, 50 }, 7)] // the fourth of five peaks at 0.7 of 10 mm: 42 / 7 = 6, so 7
    [InlineData(new[] { 0.7f, 0.7f, 0.7f, 0.7f, 0.7f, 9000 }, 0.1)] // the fifth of six
    [InlineData(new[] { 10f, 10, 10, 1000, 1000 }, 5)] // two of five are bad: 2.5 times the median of 10 needs 3.6
    [InlineData(new[] { 0f, float.NaN }, 7)]
    public void Fit_PeaksOfTraces_GiveTheNextUsualSensitivity(float[] peaks, double expected) =>
        Assert.Equal(expected, TraceScale.Fit(peaks.Select(peak => Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? peak : -peak).ToArray()), TraceScale.EegPeaks).MicrovoltsPerMillimetre, 1e-9);

    [Fact]
    public void Measure_HumInNoise_GivesItsRootMeanSquare()
    {
        var random = new Hms.Signal.Randomness.HashRandom(3);
        float[] Signal(double hum) => [.. Enumerable.Range(0, 10_000).Select(i => (float)(2 * random.NextGaussian() + hum * Math.Sqrt(2) * Math.Sin(2 * Math.PI * 60 * i / 200)))];
        var spectra = ChannelSpectrum.Of([new EegTrace("a", "LL", Signal(12)), new EegTrace("b", "LL", Signal(0)), new EegTrace("c", "RL", [.. Enumerable.Repeat(float.NaN, 10_000)])]);
        Assert.Equal(["a", "b"], spectra.Select(x => x.Channel));
        var (fifty, sixty) = (LineNoise.Measure(spectra[0], 50), LineNoise.Measure(spectra[0], 60));
        Assert.InRange(sixty.MicrovoltsRms / 12, 1 - MainsTolerance, 1 + MainsTolerance);
        Assert.InRange(fifty.Decibels, -1.5, 1.5); // white noise of 24 segments: 5 bins scatter by about 0.4 dB
        Assert.Equal("a", PowerSpectrumFigure.Measure(spectra)[1].Strongest.Channel);
        Assert.True(LineNoise.Measure(spectra[1], 60).MicrovoltsRms < 0.5);
    }

    [Fact]
    public void Save_Endings_DecideTheKind()
    {
        using var folder = new Support.TempFolder();
        var picture = new EegTraceFigure(Page(new EegPageOptions(), (_, i) => i % 7)).Draw(EegPicture.Width);
        picture.Save(folder["a.SVG"]);
        picture.Save(folder["a.png"]);
        Assert.Contains("Fp1-F7", System.Xml.Linq.XDocument.Load(folder["a.SVG"]).Root!.Value, StringComparison.Ordinal);
        Assert.Equal(0x89, File.ReadAllBytes(folder["a.png"])[0]);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    private static EegPage Page(EegPageOptions options, Func<int, int, float> value)
    {
        List<EegTrace> traces = [.. Names.Select((name, trace) => new EegTrace(name, "LL", [.. Enumerable.Range(0, 2000).Select(i => value(trace, i))]))];
        return new EegPage
        {
            EegId = 1, Options = options, Traces = [.. traces, new EegTrace("EKG", EegTrace.EkgGroup, new float[2000])], Unfiltered = traces, SpectrumStartSeconds = 0,
            StartSeconds = 0, Seconds = 10, DurationSeconds = 10, Label = null,
        };
    }

    /// <summary>Mean height in pixels, from the top, of the blue ink of the first trace within two distances of it, in the middle of the page.</summary>
    private static double InkOfMiddle(Picture picture, int trace)
    {
        using var bitmap = SKBitmap.Decode(picture.ToPng());
        var (x, rows) = (EegPicture.Width / 2 + 8, new List<int>());
        for (var y = 80; y < bitmap.Height; y++)
        {
            var pixel = bitmap.GetPixel(x, y);
            if (pixel.Blue - pixel.Red > 60) { rows.Add(y); }
        }
        Assert.NotEmpty(rows);
        return trace == 0 ? rows.TakeWhile((y, i) => i == 0 || y == rows[i - 1] + 1).Average() : rows[^1];
    }
}
