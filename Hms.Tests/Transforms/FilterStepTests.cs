using System.Text.Json.Nodes;
using Hms.Signal.Filters;
using Hms.Signal.Montages;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Hms.Transforms.Steps.Filters;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class FilterStepTests
{
    private const int Channels = 20;
    private const int Samples = 401;

    private static readonly TransformsCatalog Steps = new MLContext(1).Transforms;
    private static readonly TestColumn Eeg = TestColumn.Waves("Eeg", [Channels, Samples], 2) with { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 };

    private delegate void Kernel(ReadOnlySpan<float> input, Span<float> output);

    [Fact]
    public void FilterNotch_Eeg_IsTheKernelOfEachChannel()
    {
        var notch = NotchDesign.Notch(50, 25, 200);
        AssertIs(notch.FilterZeroPhase, Steps.FilterNotch("Eeg", 50, 25), Samples);
        AssertIs(NotchDesign.Notch(30, 25, 200, harmonics: 2).Filter, Steps.FilterSignal(Options with { Kind = FilterKind.Notch, FrequencyHz = 30, Quality = 25, Harmonics = 2, Phase = FilterPhase.Causal }), Samples);
    }

    [Fact]
    public void FilterSignal_EachFirKind_IsTheKernelOfEachChannel()
    {
        var fir = Options with { Design = FilterDesign.Fir, Taps = 65, LowHz = 2, HighHz = 40 };
        AssertIs(FirDesign.BandPass(65, 2, 40, 200).FilterZeroPhase, Steps.FilterSignal(fir), Samples);
        AssertIs(FirDesign.LowPass(65, 40, 200, FirWindow.Kaiser(8)).FilterZeroPhase, Steps.FilterSignal(fir with { Kind = FilterKind.LowPass, Window = FirWindowKind.Kaiser, KaiserBeta = 8 }), Samples);
        AssertIs(FirDesign.HighPass(65, 2, 200, FirWindow.Hann).Filter, Steps.FilterSignal(fir with { Kind = FilterKind.HighPass, Window = FirWindowKind.Hann, Phase = FilterPhase.Causal }), Samples);
        AssertIs(FirDesign.BandStop(65, 2, 40, 200, FirWindow.Blackman).Filter, Steps.FilterSignal(fir with { Kind = FilterKind.BandStop, Window = FirWindowKind.Blackman, Phase = FilterPhase.Causal }), Samples);
    }

    [Theory, InlineData(100, 201), InlineData(512, 1027), InlineData(200, 401), InlineData(128, 257)]
    public void ResampleSignal_Rates_GivesTheKernelsSamplesItsLengthAndItsRate(double rateHz, int samples)
    {
        AssertIs(PolyphaseResampler.ForRates(200, rateHz).Resample, Steps.ResampleSignal("Eeg", rateHz), samples);
        var table = new TestTable(Eeg);
        var view = Steps.ResampleSignal("Y", rateHz, "Eeg").Fit(table).Transform(table);
        Assert.Equal([Channels, samples], Rows.Dimensions(view, "Y"));
        Assert.Equal((float)rateHz, ColumnAnnotations.GetSampleRateHz(view.Schema["Y"]));
        Assert.Equal(Electrodes.HmsOrder, Rows.Names(view, "Y", "ChannelNames"));
        Assert.Equal(0, table.Reads);
    }

    [Fact]
    public void ResampleSignal_ThenFilter_UsesTheNewRate()
    {
        var table = new TestTable(Eeg);
        Assert.Contains("Nyquist", Assert.Throws<ColumnMismatchException>(() => Steps.ResampleSignal("Eeg", 100).Append(Steps.FilterLowpass("Eeg", 60)).Fit(table)).Message, StringComparison.Ordinal);
        Steps.ResampleSignal("Eeg", 100).Append(Steps.FilterLowpass("Eeg", 40)).Fit(table);
    }

    [Fact]
    public void ResampleSignal_UnknownOrImpossibleRate_SaysTheRule()
    {
        var step = Steps.ResampleSignal("Eeg", 100).Fit(new TestTable(Eeg));
        Assert.Contains("250", Assert.Throws<ColumnMismatchException>(() => step.Transform(new TestTable(Eeg with { SampleRateHz = 250 }))).Message, StringComparison.Ordinal);
        Assert.Contains("SampleRateHz", Assert.Throws<ColumnMismatchException>(() => Steps.ResampleSignal("Eeg", 100).Fit(new TestTable(Eeg with { SampleRateHz = null }))).Message, StringComparison.Ordinal);
        Assert.Contains("neither may exceed", Assert.Throws<ColumnMismatchException>(() => Steps.ResampleSignal("Eeg", 199.999).Fit(new TestTable(Eeg))).Message, StringComparison.Ordinal);
        Assert.Contains("TargetSampleRateHz 0", Assert.Throws<ArgumentException>(() => Steps.ResampleSignal("Eeg", 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScaleValues_Eeg_MultipliesThenAdds()
    {
        var table = new TestTable(new TestColumn("X", [4], [[-64, 0, float.NaN, 16]]));
        Assert.Equal([-3f, -1, float.NaN, -0.5f], Rows.Vectors(Steps.ScaleValues("X", 1 / 32f, -1).Fit(table).Transform(table), "X")[0]);
        Assert.Contains("erase", Assert.Throws<ArgumentException>(() => Steps.ScaleValues("X", 0)).Message, StringComparison.Ordinal);
        Assert.Single(new ValueScalingOptions { InputColumn = "X", Offset = float.NaN }.Validate());
    }

    [Fact]
    public void Options_SeveralFilterErrors_AreReportedTogether()
    {
        Assert.Equal(4, (Options with { Kind = FilterKind.Notch, FrequencyHz = 0, Quality = 0, Harmonics = -1, Design = FilterDesign.Fir }).Validate().Count);
        Assert.Equal(["Taps 400 must be odd for zero phase, a high-pass or a band-stop; take 401."], (Options with { Design = FilterDesign.Fir, Taps = 400 }).Validate());
        Assert.Empty((Options with { Design = FilterDesign.Fir, Taps = 400, Phase = FilterPhase.Causal }).Validate());
        Assert.Single((Options with { Design = FilterDesign.Fir, Window = FirWindowKind.Kaiser, KaiserBeta = -1 }).Validate());
        Assert.Empty((Options with { Kind = FilterKind.Notch, LowHz = 0, HighHz = -1 }).Validate());
    }

    [Fact]
    public void Fit_SignalShorterThanTheFir_NamesTheNeededLength() =>
        Assert.Contains("has 401 samples; this zero-phase filter needs more than 500", Assert.Throws<ColumnMismatchException>(
            () => Steps.FilterSignal(Options with { Design = FilterDesign.Fir, Taps = 1001 }).Fit(new TestTable(Eeg))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_OptionsWrittenBeforeNotchAndFir_TakeTheDefaults()
    {
        // What the first release wrote.
        var options = JsonNode.Parse(
            """
            { "kind": "bandStop", "lowHz": 57.5, "highHz": 62.5, "order": 3, "phase": "zero", "sampleRateHz": 200, "inputColumn": "Eeg", "outputColumn": "Eeg" }
            """)!.AsObject();
        var step = Assert.IsType<SignalFilteringTransformer>(StepRegistry.Create(new StepPayload("SignalFiltering", 1, options)));
        Assert.Equal((FilterKind.BandStop, FilterDesign.Butterworth, 62.5), (step.Options.Kind, step.Options.Design, step.Options.HighHz));
        var table = new TestTable(Eeg);
        Assert.Equal(Rows.Vectors(Steps.FilterBandstop("Eeg", 57.5, 62.5).Fit(table).Transform(table), "Eeg"), Rows.Vectors(step.Transform(table), "Eeg"));
    }

    [Fact]
    public void Pipeline_OfTheGuide_Fits()
    {
        var pipeline = Steps.ReplaceMissingSamples("Eeg")
            .Append(Steps.FilterNotch("Eeg", frequencyHz: 60))
            .Append(Steps.FilterBandpass("Eeg", lowHz: 0.5, highHz: 40))
            .Append(Steps.FilterSignal(new SignalFilteringOptions { InputColumn = "Eeg", Design = FilterDesign.Fir, Kind = FilterKind.LowPass, HighHz = 30, Taps = 101 }))
            .Append(Steps.ResampleSignal("Eeg", targetSampleRateHz: 100))
            .Append(Steps.ClipValues("Eeg", -1024, 1024))
            .Append(Steps.ScaleValues("Eeg", factor: 1 / 32f));
        var table = new TestTable(Eeg);
        Assert.Equal([Channels, 201], Rows.Dimensions(pipeline.Fit(table).Transform(table), "Eeg"));
    }

    private static SignalFilteringOptions Options => new() { InputColumn = "Eeg" };

    private static void AssertIs(Kernel kernel, IEstimator<ITransformer> step, int outputSamples)
    {
        var table = new TestTable(Eeg);
        var actual = Rows.Vectors(step.Fit(table).Transform(table), "Eeg");
        for (var row = 0; row < Eeg.Rows.Length; row++)
        {
            var expected = new float[Channels * outputSamples];
            for (var channel = 0; channel < Channels; channel++) { kernel(Eeg.Rows[row].AsSpan(channel * Samples, Samples), expected.AsSpan(channel * outputSamples, outputSamples)); }
            Assert.Equal(expected, actual[row]);
        }
    }
}
