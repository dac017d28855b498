using Hms.Signal.Montages;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Filters;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class SignalStepTests
{
    private static readonly TransformsCatalog Steps = new MLContext(1).Transforms;
    private static readonly TestColumn Eeg = TestColumn.Waves("Eeg", [20, 400], 2) with { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 };

    [Fact]
    public void ApplyMontage_OtherChannelOrder_GivesTheSame()
    {
        var step = Steps.ApplyMontage("Y", inputColumn: "Eeg").Fit(new TestTable(Eeg));
        var reversed = Eeg with
        {
            ChannelNames = [.. Eeg.ChannelNames!.Reverse()],
            Rows = [.. Eeg.Rows.Select(row => row.Chunk(400).Reverse().SelectMany(channel => channel).ToArray())],
        };
        Assert.Equal(Rows.Vectors(step.Transform(new TestTable(Eeg)), "Y"), Rows.Vectors(step.Transform(new TestTable(reversed)), "Y"));
    }

    [Fact]
    public void ApplyMontage_TableWithoutNames_UsesThoseOfTraining()
    {
        var step = Steps.ApplyMontage("Y", inputColumn: "Eeg").Fit(new TestTable(Eeg));
        var view = step.Transform(new TestTable(Eeg with { ChannelNames = null }));
        Assert.Equal(Rows.Vectors(step.Transform(new TestTable(Eeg)), "Y"), Rows.Vectors(view, "Y"));
        Assert.Equal("Fp1-F7", Rows.Names(view, "Y", "ChannelNames")[0]);
        Assert.Equal(200f, ColumnAnnotations.GetSampleRateHz(view.Schema["Y"]));
    }

    [Fact]
    public void ApplyMontage_ElectrodeMissing_NamesIt()
    {
        var names = Eeg.ChannelNames!.Select(name => name == "T5" ? "X1" : name).ToArray();
        var error = Assert.Throws<ColumnMismatchException>(() => Steps.ApplyMontage("Eeg").Fit(new TestTable(Eeg with { ChannelNames = names })));
        Assert.Contains("T5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ApplyMontage_NoNamesAnywhere_AsksForThem() => Assert.Contains("ChannelNames",
        Assert.Throws<ColumnMismatchException>(() => Steps.ApplyMontage("Eeg").Fit(new TestTable(Eeg with { ChannelNames = null }))).Message, StringComparison.Ordinal);

    [Fact]
    public void FilterBandpass_OtherRateThanTraining_Refuses()
    {
        var step = Steps.FilterBandpass("Eeg", 0.5, 40).Fit(new TestTable(Eeg));
        Assert.Contains("250", Assert.Throws<ColumnMismatchException>(() => step.Transform(new TestTable(Eeg with { SampleRateHz = 250 }))).Message, StringComparison.Ordinal);
        Assert.Contains("SampleRateHz", Assert.Throws<ColumnMismatchException>(() => Steps.FilterBandpass("Eeg", 1, 2).Fit(new TestTable(Eeg with { SampleRateHz = null }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FilterLowpass_CutoffAboveNyquist_RefusesBeforeReading()
    {
        var table = new TestTable(Eeg);
        Assert.Contains("Nyquist", Assert.Throws<ColumnMismatchException>(() => Steps.FilterLowpass("Eeg", 110).Fit(table)).Message, StringComparison.Ordinal);
        Assert.Equal(0, table.Reads);
    }

    [Fact]
    public void ComputeSpectrogram_ChainsWithoutMontage_SaysWhatToDo() => Assert.Contains("Apply the montage",
        Assert.Throws<ColumnMismatchException>(() => Steps.ComputeSpectrogram("Eeg", SpectrogramAveraging.Chains).Fit(new TestTable(Eeg))).Message, StringComparison.Ordinal);

    [Fact]
    public void ComputeSpectrogram_PaperOn50Seconds_Is129By448()
    {
        var table = new TestTable(TestColumn.Waves("Eeg", [2, 10_000], 1) with { SampleRateHz = 200 });
        Assert.Equal([2, 129, 448], Rows.Dimensions(Steps.ComputeSpectrogram("Eeg").Fit(table).Transform(table), "Eeg"));
    }

    [Fact]
    public void Options_SeveralErrors_AreReportedTogether()
    {
        var options = new SignalFilteringOptions { InputColumn = " ", Order = 99, LowHz = 50, HighHz = 40 };
        Assert.Equal(3, options.Validate().Count);
        var error = Assert.Throws<ArgumentException>(() => new SignalFilteringEstimator(options));
        Assert.All(options.Validate(), message => Assert.Contains(message, error.Message, StringComparison.Ordinal));
    }
}
