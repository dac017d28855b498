using Hms.Signal.Connectivity;
using Hms.Signal.Montages;
using Hms.Signal.Spectra;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Features;
using Hms.Transforms.Steps.Spectra;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

public sealed class FeatureStepTests
{
    private static readonly TransformsCatalog Steps = new MLContext(1).Transforms;
    private static readonly TestColumn Eeg = TestColumn.Waves("Eeg", [20, 800], 2) with { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 };
    private static readonly TestColumn Pairs = TestColumn.Waves("Eeg", [16, 800], 2) with { ChannelNames = [.. Montage.LongitudinalBipolar16.Pairs.Select(pair => pair.Name)], SampleRateHz = 200 };

    [Fact]
    public void ComputeBandPowers_Eeg_EqualsTheKernelAndNamesItsSlots()
    {
        var view = Steps.ComputeBandPowers("Y", inputColumn: "Eeg").Fit(new TestTable(Eeg)).Transform(new TestTable(Eeg));
        var names = Rows.Names(view, "Y", "SlotNames");
        Assert.Equal([100], Rows.Dimensions(view, "Y"));
        Assert.Equal(["Fp1 delta", "Fp1 theta", "Fp1 alpha", "Fp1 beta", "Fp1 gamma", "F3 delta"], names[..6]);
        var expected = new double[5];
        new BandPowerPlan(new WelchOptions { SegmentSamples = 800 }, FrequencyBand.Standard).ComputeAbsolute(Eeg.Rows[1].AsSpan(2 * 800, 800), expected);
        Assert.Equal(expected.Select(value => (float)value), Rows.Vectors(view, "Y")[1][10..15]);
    }

    [Fact]
    public void ComputeBandPowers_DecibelsOfAnImage_AreThoseOfTheVector()
    {
        var options = new BandPowerComputingOptions { InputColumn = "Eeg", OutputColumn = "Y", Bands = [FrequencyBand.Alpha, new("mu", 7.5, 12)], Measure = BandPowerMeasure.Relative };
        var plain = Rows.Vectors(Steps.ComputeBandPowers(options).Fit(new TestTable(Eeg)).Transform(new TestTable(Eeg)), "Y")[0];
        var view = Steps.ComputeBandPowers(options with { Logarithm = LogarithmScale.Decibel, Layout = FeatureLayout.Image }).Fit(new TestTable(Eeg)).Transform(new TestTable(Eeg));
        Assert.Equal([1, 20, 2], Rows.Dimensions(view, "Y"));
        var decibel = Rows.Vectors(view, "Y")[0];
        for (var i = 0; i < plain.Length; i++) { Assert.Equal(10 * Math.Log10(plain[i]), decibel[i], 1e-4); }
    }

    [Fact]
    public void ComputeConnectivity_Vector_IsTheUpperTriangleOfTheImage()
    {
        var options = new ConnectivityComputingOptions { InputColumn = "Eeg", OutputColumn = "Y", Bands = [FrequencyBand.Theta, FrequencyBand.Alpha] };
        var image = Steps.ComputeConnectivity(options with { Layout = FeatureLayout.Image }).Fit(new TestTable(Eeg)).Transform(new TestTable(Eeg));
        var vector = Steps.ComputeConnectivity(options).Fit(new TestTable(Eeg)).Transform(new TestTable(Eeg));
        Assert.Equal([2, 20, 20], Rows.Dimensions(image, "Y"));
        Assert.Equal(["theta", "alpha"], Rows.Names(image, "Y", "ChannelNames"));
        Assert.Equal([380], Rows.Dimensions(vector, "Y"));
        var names = Rows.Names(vector, "Y", "SlotNames");
        Assert.Equal(["Fp1-F3 theta", "Fp1-F3 alpha", "Fp1-C3 theta"], names[..3]);
        var (matrix, triangle) = (Rows.Vectors(image, "Y")[0], Rows.Vectors(vector, "Y")[0]);
        Assert.Equal(matrix[400 + 2 * 20 + 7], triangle[Array.IndexOf(names, $"{Electrodes.HmsOrder[2]}-{Electrodes.HmsOrder[7]} alpha")]);
        Assert.Equal(1, matrix[0], 1e-6);
    }

    [Fact]
    public void ComputeConnectivity_CorrelationOfPairs_NamesPairsOfPairs()
    {
        var view = Steps.ComputeConnectivity("Y", ConnectivityMeasure.Correlation, "Eeg").Fit(new TestTable(Pairs)).Transform(new TestTable(Pairs));
        Assert.Equal([120], Rows.Dimensions(view, "Y"));
        Assert.Equal("Fp1-F7 | F7-T3", Rows.Names(view, "Y", "SlotNames")[0]);
    }

    [Fact]
    public void ComputePowerSpectralDensity_Band_NamesChannelAndFrequency()
    {
        var view = Steps.ComputePowerSpectralDensity("Y", 1, 40, "Eeg").Fit(new TestTable(Eeg)).Transform(new TestTable(Eeg));
        Assert.Equal([20, 79], Rows.Dimensions(view, "Y"));
        Assert.Equal(["Fp1 1 Hz", "Fp1 1.5 Hz"], Rows.Names(view, "Y", "SlotNames")[..2]);
        var plan = new WelchPlan(new WelchOptions { SegmentSamples = 400 });
        var power = new double[plan.BinCount];
        plan.ComputePower(Eeg.Rows[0].AsSpan(800, 800), power);
        Assert.Equal(power[2..81].Select(value => (float)value), Rows.Vectors(view, "Y")[0][79..158]);
    }

    [Fact]
    public void ComputeScalogram_Chains_IsTheMeanOfTheFourPairsAndCarriesItsAxes()
    {
        var options = new ScalogramComputingOptions { InputColumn = "Eeg", OutputColumn = "Y", LowHz = 4, HighHz = 40, FrequencyCount = 6, HopSamples = 25 };
        var all = Steps.ComputeScalogram(options).Fit(new TestTable(Pairs)).Transform(new TestTable(Pairs));
        var chains = Steps.ComputeScalogram(options with { Averaging = SpectrogramAveraging.Chains }).Fit(new TestTable(Pairs)).Transform(new TestTable(Pairs));
        Assert.Equal([16, 6, 32], Rows.Dimensions(all, "Y"));
        Assert.Equal([4, 6, 32], Rows.Dimensions(chains, "Y"));
        Assert.Equal(["LL", "LP", "RP", "RL"], Rows.Names(chains, "Y", "ChannelNames"));
        Assert.Equal(options.ToMorletFrequencies(), ColumnAnnotations.GetFrequenciesHz(chains.Schema["Y"]));
        var (pairs, mean) = (Rows.Vectors(all, "Y")[1], Rows.Vectors(chains, "Y")[1]);
        for (var i = 0; i < 6 * 32; i++) { Assert.Equal(Enumerable.Range(4, 4).Average(pair => (double)pairs[pair * 192 + i]), mean[192 + i], 1e-5 * mean.Max()); }
    }

    [Theory]
    [InlineData("band", "has 800 samples; one segment needs 1000")]
    [InlineData("band-narrow", "Band delta, 0.5-4 Hz, holds")]
    [InlineData("coherence", "two segments")]
    [InlineData("scalogram", "raise LowHz, lower Cycles or give a longer signal")]
    [InlineData("welch", "no frequency bin lies between 10.1 and 10.2 Hz")]
    public void Fit_SignalThatDoesNotFit_RefusesBeforeReading(string step, string message)
    {
        var table = new TestTable(Eeg);
        IEstimator<ITransformer> estimator = step switch
        {
            "band" => Steps.ComputeBandPowers(new() { InputColumn = "Eeg", SegmentSamples = 1000 }),
            "band-narrow" => Steps.ComputeBandPowers(new() { InputColumn = "Eeg", SegmentSamples = 60 }),
            "coherence" => Steps.ComputeConnectivity(new() { InputColumn = "Eeg", SegmentSamples = 800 }),
            "scalogram" => Steps.ComputeScalogram("Eeg"),
            _ => Steps.ComputePowerSpectralDensity("Eeg", 10.1, 10.2),
        };
        Assert.Contains(message, Assert.Throws<ColumnMismatchException>(() => estimator.Fit(table)).Message, StringComparison.Ordinal);
        Assert.Equal(0, table.Reads);
    }

    [Fact]
    public void ComputeBandPowers_SeveralErrors_ReportsAll()
    {
        var message = Assert.Throws<ArgumentException>(() => Steps.ComputeBandPowers(new() { InputColumn = "", Bands = [], SegmentSamples = 0, LogFloor = 0 })).Message;
        foreach (var part in new[] { "InputColumn is empty", "Bands is empty", "SegmentSamples 0", "LogFloor 0" }) { Assert.Contains(part, message, StringComparison.Ordinal); }
    }

    [Fact]
    public void Features_OfSignalsOfThreeRhythms_TeachSdcaToTellThem()
    {
        // Rows of class k carry a rhythm of its own frequency in noise of a hash; every third row is held out.
        var context = new MLContext(1);
        double[] rhythms = [3, 10, 20];
        var rows = Enumerable.Range(0, 60).Select(row => Enumerable.Range(0, 4 * 800)
            .Select(i => (float)(20 * Math.Sin(2 * Math.PI * rhythms[row % 3] * i / 200 + row) + 20 * Noise(row, i))).ToArray()).ToArray();
        var signals = new TestColumn("Eeg", [4, 800], rows) { ChannelNames = ["Fp1", "F3", "C3", "P3"], SampleRateHz = 200 };
        var labels = new TestColumn("Class", [], [.. rows.Select((_, row) => new[] { (float)(row % 3) })]);
        var part = new TestColumn("Part", [], [.. rows.Select((_, row) => new[] { (float)(row / 3 % 3) })]);
        var table = new TestTable(signals, labels, part);
        var train = context.Data.FilterRowsByColumn(table, "Part", lowerBound: 1);
        var test = context.Data.FilterRowsByColumn(table, "Part", upperBound: 1);

        var pipeline = context.Transforms.ComputeBandPowers(new BandPowerComputingOptions { InputColumn = "Eeg", OutputColumn = "Powers", Logarithm = LogarithmScale.Natural })
            .Append(context.Transforms.ComputeConnectivity("Phases", ConnectivityMeasure.PhaseLockingValue, "Eeg"))
            .Append(context.Transforms.Concatenate("Features", "Powers", "Phases"))
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .Append(context.Transforms.Conversion.MapValueToKey("Label", "Class"))
            .AppendCacheCheckpoint(context) // or the features would be computed again in every pass of the trainer
            .Append(context.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 50));
        var model = pipeline.Fit(train);
        var scored = model.Transform(test);
        Assert.Equal(1, context.MulticlassClassification.Evaluate(scored).MacroAccuracy);
        var names = Rows.Names(scored, "Features", "SlotNames");
        Assert.Equal(20 + 30, names.Length);
        Assert.Contains(names, name => name.EndsWith("Fp1 alpha", StringComparison.Ordinal));
        Assert.Contains(names, name => name.EndsWith("C3-P3 gamma", StringComparison.Ordinal));

        static double Noise(int row, int i) => Math.Sin(12.9898 * i + 78.233 * row) * 43758.5453 % 1;
    }
}

/// <summary>What the tests expect of options.</summary>
file static class OptionExpectations
{
    public static IEnumerable<float> ToMorletFrequencies(this ScalogramComputingOptions options) =>
        new MorletOptions { LowHz = options.LowHz, HighHz = options.HighHz, FrequencyCount = options.FrequencyCount }.FrequenciesHz().Select(frequency => (float)frequency);
}
