using System.Text.Json.Nodes;
using Hms.Transforms;
using Hms.Transforms.Steps.Values;
using Hms.Transforms.Steps.Filters;
using Hms.Transforms.Steps.Images;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

/// <summary>Numbers of the steps against NumPy and SciPy (Golden/transforms/SOURCE.md).</summary>
public sealed class StepGoldenTests
{
    // Inputs and results are float: some units in the last place of values of order 1 to 100.
    private const double Relative = 2e-6;
    // Power of a float transform, relative to the largest value of the image.
    private const double SpectrumRelative = 1e-5;

    private static readonly JsonNode Golden = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "transforms", "steps.json")))!;
    private static readonly TransformsCatalog Steps = new MLContext(1).Transforms;

    private static TestColumn Image => TestColumn.Waves("X", [2, 6, 10], 3, amplitude: 3, offset: 4);

    private static TestColumn ImageWithNaN => Image with { Rows = [.. Image.Rows.Select(row => row.Select((value, i) => i is >= 12 and < 15 ? float.NaN : value).ToArray())] };

    private static TestTable Eeg => new(TestColumn.Waves("X", [20, 400], 1) with { ChannelNames = [.. Hms.Signal.Montages.Electrodes.HmsOrder], SampleRateHz = 200 });

    [Fact]
    public void NormalizeDatawide_RowsWithNaN_EqualsNumPy()
    {
        var table = new TestTable(ImageWithNaN);
        var step = Steps.NormalizeDatawide("X").Fit(table);
        Assert.Equal(Golden["datawide"]!["mean"]!.GetValue<double>(), step.Statistics[0].Mean, 1e-12);
        Assert.Equal(Golden["datawide"]!["standardDeviation"]!.GetValue<double>(), step.Statistics[0].StandardDeviation, 1e-12);
        Assert.Equal(Golden["datawide"]!["count"]!.GetValue<long>(), step.Statistics[0].Count);
        AssertClose(Golden["datawide"]!["row1"]!, Rows.Vectors(step.Transform(table), "X")[1], Relative);
    }

    [Fact]
    public void NormalizeInstance_RowsWithNaN_EqualsNumPy() =>
        AssertClose(Golden["instanceRow1"]!, Run(Steps.NormalizeInstance("X"), new TestTable(ImageWithNaN))[1], Relative);

    [Fact]
    public void ClipThenLog_Image_EqualsNumPy() =>
        AssertClose(Golden["logClipRow2"]!, Run(Steps.ClipValues("X", 2, 6).Append(Steps.TakeLogarithm("X")), new TestTable(Image))[2], Relative);

    [Fact]
    public void TakeLogarithm_Decibel_EqualsNumPy() =>
        AssertClose(Golden["decibelRow2"]!, Run(Steps.TakeLogarithm("X", LogarithmScale.Decibel), new TestTable(Image))[2], Relative);

    [Fact]
    public void TakeLogarithm_ExactZero_StaysFinite()
    {
        var table = new TestTable(new TestColumn("X", [2], [[0, -1]]));
        Assert.All(Run(Steps.TakeLogarithm("X"), table)[0], value => Assert.Equal(Math.Log(1e-10), value, 1e-5));
    }

    [Theory, InlineData(MissingValuePolicy.Interpolate, "interpolated"), InlineData(MissingValuePolicy.ChannelMean, "channelMean")]
    public void ReplaceMissingSamples_Gap_EqualsNumPy(MissingValuePolicy policy, string golden) =>
        AssertClose(Golden[golden]!, Run(Steps.ReplaceMissingSamples("X", policy), new TestTable(ImageWithNaN))[0].AsSpan(10, 10).ToArray(), Relative);

    [Theory]
    [InlineData(MissingValuePolicy.Interpolate, new[] { 2f, 2, 2, 4, 6, 6, 0, 0, 0 })]
    [InlineData(MissingValuePolicy.ChannelMean, new[] { 4f, 4, 2, 4, 6, 4, 0, 0, 0 })]
    [InlineData(MissingValuePolicy.Zero, new[] { 0f, 0, 2, 0, 6, 0, 0, 0, 0 })]
    [InlineData(MissingValuePolicy.Constant, new[] { -1f, -1, 2, -1, 6, -1, -1, -1, -1 })]
    public void ReplaceMissingSamples_EdgesAndEmptyChannel_FollowThePolicy(MissingValuePolicy policy, float[] expected)
    {
        const float Gap = float.NaN;
        float[] padded = [Gap, Gap, 2, Gap, 6, Gap];
        float[] empty = [Gap, Gap, Gap];
        Assert.Equal(expected[..6], Run(Steps.ReplaceMissingSamples("X", policy), new TestTable(new TestColumn("X", [1, 6], [padded])))[0]);
        Assert.Equal(expected[6..], Run(Steps.ReplaceMissingSamples("X", policy), new TestTable(new TestColumn("X", [1, 3], [empty])))[0]);
    }

    [Fact]
    public void ComputeSpectrogram_Chains_EqualsSciPy()
    {
        var pipeline = Steps.ApplyMontage("X").Append(Steps.ComputeSpectrogram(new SpectrogramComputingOptions
        {
            InputColumn = "X",
            Averaging = SpectrogramAveraging.Chains,
            LowHz = 0.5,
            HighHz = 20,
        }));
        var view = pipeline.Fit(Eeg).Transform(Eeg);
        Assert.Equal(Golden["chains"]!["shape"]!.AsArray().Select(size => size!.GetValue<int>()), Rows.Dimensions(view, "X"));
        Assert.Equal(["LL", "LP", "RP", "RL"], Rows.Names(view, "X", "ChannelNames"));
        AssertClose(Golden["chains"]!["values"]!, Rows.Vectors(view, "X")[0], SpectrumRelative, toLargest: true);
    }

    [Theory, InlineData(FilterPhase.Zero, "zeroPhaseF3"), InlineData(FilterPhase.Causal, "causalF3")]
    public void FilterSignal_Band_EqualsSciPy(FilterPhase phase, string golden)
    {
        var filtered = Run(Steps.FilterSignal(new SignalFilteringOptions { InputColumn = "X", Phase = phase }), Eeg)[0];
        AssertClose(Golden[golden]!, filtered.AsSpan(400, 400).ToArray(), Relative, toLargest: true);
    }

    [Theory, InlineData(SpectrogramLayout.Single, 1, 8), InlineData(SpectrogramLayout.Regions, 4, 2)]
    public void ArrangeSpectrogram_File_PutsFrequencyDownAndTimeRight(SpectrogramLayout layout, int channels, int height)
    {
        var table = new TestTable(new TestColumn("X", [3, 8], [[.. Enumerable.Range(0, 24).Select(i => (float)i)]]));
        var view = Steps.ArrangeSpectrogram("X", layout).Fit(table).Transform(table);
        Assert.Equal([channels, height, 3], Rows.Dimensions(view, "X"));
        Assert.Equal([0, 8, 16, 1, 9, 17], Rows.Vectors(view, "X")[0][..6]);
    }

    [Fact]
    public void StackChannels_ImagesOfTwoSizes_SaysWhichDiffer()
    {
        var table = new TestTable(TestColumn.Waves("A", [1, 2, 3], 1), TestColumn.Waves("B", [2, 2, 3], 1), TestColumn.Waves("C", [1, 2, 4], 1));
        Assert.Equal([3, 2, 3], Rows.Dimensions(Steps.StackChannels("Y", "A", "B").Fit(table).Transform(table), "Y"));
        Assert.Contains("'C'", Assert.ThrowsAny<ArgumentException>(() => Steps.StackChannels("Y", "A", "C").Fit(table)).Message, StringComparison.Ordinal);
    }

    private static float[][] Run(IEstimator<ITransformer> estimator, TestTable table) => Rows.Vectors(estimator.Fit(table).Transform(table), "X");

    private static void AssertClose(JsonNode golden, float[] actual, double relative, bool toLargest = false)
    {
        var expected = golden.AsArray().Select(value => value?.GetValue<double>() ?? double.NaN).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Where(double.IsFinite).Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i])) { Assert.True(float.IsNaN(actual[i])); }
            else { Assert.Equal(expected[i], actual[i], relative * (toLargest ? largest : Math.Max(1, Math.Abs(expected[i])))); }
        }
    }
}
