using Hms.Signal.Montages;
using Hms.Signal.Spectra;
using Hms.Tests.Signal;
using Hms.Tests.Signal.Spectra;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class SpectrumStepTests
{
    // Pixels are decibels / 40, averaged; float sums of weak bands (down to -80 dB) err by up to 0.09 dB, typical ones by 1e-5.
    private const double PixelTolerance = 2.3e-3;
    private const double TypicalPixelTolerance = 2e-5;

    private static readonly TransformsCatalog Steps = new MLContext(1).Transforms;

    internal sealed record Image(int RowStep, int ColumnStep, double[] Values);

    /// <summary>Five electrodes of the left lateral chain, 50 s; the other pairs are copies.</summary>
    [Fact]
    public void ComputeMelSpectrogram_OneChain_IsTheMagicFormula()
    {
        var golden = GoldenSpectra.Read<Image>("magic-image");
        var electrodes = Enumerable.Range(0, 5).Select(i => TestSignals.Eeg(10_000, (uint)(31 + i)).Select(value => value * (float)(1 + 0.3 * i)).ToArray()).ToArray();
        var pairs = Enumerable.Range(0, 16).SelectMany(pair => electrodes[pair % 4].Zip(electrodes[pair % 4 + 1], (a, b) => a - b)).ToArray();
        var table = new TestTable(new TestColumn("Eeg", [16, 10_000], [pairs]) { ChannelNames = PairNames, SampleRateHz = 200 });
        var view = Steps.ComputeMelSpectrogram("Eeg").Fit(table).Transform(table);
        Assert.Equal([4, 128, 256], Rows.Dimensions(view, "Eeg"));
        Assert.Equal(["LL", "LP", "RP", "RL"], Rows.Names(view, "Eeg", "ChannelNames"));
        Assert.Equal(128, ColumnAnnotations.GetFrequenciesHz(view.Schema["Eeg"])!.Count);
        var image = Rows.Vectors(view, "Eeg")[0];
        Assert.Equal(image[..(128 * 256)], image[(3 * 128 * 256)..]);
        var columns = (256 + golden.ColumnStep - 1) / golden.ColumnStep;
        var errors = golden.Values.Select((value, i) => Math.Abs(value - image[i / columns * golden.RowStep * 256 + i % columns * golden.ColumnStep])).Order().ToArray();
        Assert.InRange(errors[^1], 0, PixelTolerance);
        Assert.InRange(errors[errors.Length / 2], 0, TypicalPixelTolerance);
    }

    [Fact]
    public void ComputeMelSpectrogram_Nan_CountsAsTheChannelsMean()
    {
        var gaps = StepCase.Pairs with { Rows = [.. StepCase.Pairs.Rows.Select(row => row.ToArray())] };
        var filled = gaps with { Rows = [.. gaps.Rows.Select(row => row.ToArray())] };
        for (var row = 0; row < gaps.Rows.Length; row++)
        {
            gaps.Rows[row].AsSpan(40, 100).Fill(float.NaN);
            var mean = gaps.Rows[row].Take(400).Where(value => !float.IsNaN(value)).Average(value => (double)value);
            filled.Rows[row].AsSpan(40, 100).Fill((float)mean);
            gaps.Rows[row].AsSpan(800, 400).Fill(float.NaN);
            filled.Rows[row].AsSpan(800, 400).Clear();
        }
        var step = new MelSpectrogramComputingEstimator(new() { InputColumn = "X", Averaging = SpectrogramAveraging.None });
        var expected = Rows.Vectors(step.Fit(new TestTable(filled)).Transform(new TestTable(filled)), "X");
        var actual = Rows.Vectors(step.Fit(new TestTable(gaps)).Transform(new TestTable(gaps)), "X");
        for (var row = 0; row < expected.Length; row++)
        {
            for (var i = 0; i < expected[row].Length; i++) { Assert.Equal(expected[row][i], actual[row][i], PixelTolerance); }
        }
    }

    [Fact]
    public void ComputeMelSpectrogram_MoreFramesThanThereAre_SaysHowMany() => Assert.Contains("give 11 frames; FrameCount 12",
        Assert.Throws<ColumnMismatchException>(() => Steps.ComputeMelSpectrogram(new MelSpectrogramComputingOptions { InputColumn = "X", FrameCount = 12 }).Fit(new TestTable(StepCase.Pairs))).Message, StringComparison.Ordinal);

    [Fact]
    public void ComputeMultitaper_EitherGrid_IsTheCompetitionsSpectrogramTransposed()
    {
        const int Samples = 2400;
        var eeg = TestSignals.Noise(20 * Samples, 4).Select(value => 50 * value).ToArray();
        var table = new TestTable(new TestColumn("Eeg", [20, Samples], [eeg]) { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 });
        float[] whole = new float[5 * 400], grid = new float[6 * 400];
        CompetitionSpectrogram.ComputeWindows(eeg, Samples, 0, whole, CompetitionPrefilter.Apply);
        CompetitionSpectrogram.Compute(eeg, Samples, grid, CompetitionPrefilter.Skip);
        var view = Steps.ComputeMultitaperSpectrogram("Y", "Eeg").Fit(table).Transform(table);
        Assert.Equal([4, 100, 5], Rows.Dimensions(view, "Y"));
        Assert.Equal(["LL", "RL", "LP", "RP"], Rows.Names(view, "Y", "ChannelNames"));
        Assert.Equal(0.5859375f, ColumnAnnotations.GetFrequenciesHz(view.Schema["Y"])![0]);
        Assert.Equal(Transposed(whole, 5), Rows.Vectors(view, "Y")[0]);
        var options = new MultitaperComputingOptions { InputColumn = "Eeg", Grid = MultitaperGrid.Competition, Prefilter = CompetitionPrefilter.Skip };
        Assert.Equal(Transposed(grid, 6), Rows.Vectors(Steps.ComputeMultitaperSpectrogram(options).Fit(table).Transform(table), "Eeg")[0]);
    }

    [Fact]
    public void ComputeMultitaper_WrongInput_SaysWhatToDo()
    {
        var eeg = TestColumn.Waves("Eeg", [20, 1000], 1) with { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 };
        Assert.Contains("Resample first", Refusal(eeg with { SampleRateHz = 256 }), StringComparison.Ordinal);
        Assert.Contains("T5", Refusal(eeg with { ChannelNames = [.. Electrodes.HmsOrder.Select(name => name == "T5" ? "X" : name)] }), StringComparison.Ordinal);
        Assert.Contains("400 samples; one window needs 800", Refusal(StepCase.Eeg with { Name = "Eeg" }), StringComparison.Ordinal);

        static string Refusal(TestColumn column) => Assert.Throws<ColumnMismatchException>(() => Steps.ComputeMultitaperSpectrogram("Eeg").Fit(new TestTable(column))).Message;
    }

    [Fact]
    public void ComputeSpectrogram_Decibels_AreThoseOfTheAveragedPower()
    {
        var options = new SpectrogramComputingOptions { InputColumn = "X", Averaging = SpectrogramAveraging.Chains, Scaling = PowerScaling.Spectrum, Padding = StftPadding.Centred };
        var table = new TestTable(StepCase.Pairs);
        var power = Rows.Vectors(Steps.ComputeSpectrogram(options).Fit(table).Transform(table), "X");
        var pixels = Rows.Vectors(Steps.ComputeSpectrogram(options with { Values = SpectrogramValues.NormalizedDecibels }).Fit(table).Transform(table), "X");
        var image = power[0].Length / 4;
        for (var row = 0; row < power.Length; row++)
        {
            for (var i = 0; i < power[row].Length; i++)
            {
                var peak = power[row].Skip(i / image * image).Take(image).Max();
                var expected = Math.Max(-80, 10 * Math.Log10(Math.Max(1e-10, power[row][i]) / (double)peak)) / 40 + 1;
                Assert.Equal(expected, pixels[row][i], 1e-5);
            }
            if (row == 1) { break; }
        }
    }

    private static string[] PairNames => [.. Montage.LongitudinalBipolar16.Pairs.Select(pair => pair.Name)];

    private static float[] Transposed(float[] rows, int count) => [.. Enumerable.Range(0, 400).SelectMany(column => Enumerable.Range(0, count).Select(row => rows[row * 400 + column]))];
}
