using Hms.Signal.Montages;
using Hms.Signal.Wavelets;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Wavelets;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class WaveletDenoisingTests
{
    private static readonly TransformsCatalog Steps = new MLContext(1).Transforms;
    private static readonly TestColumn Eeg = TestColumn.Waves("Eeg", [20, 401], 2) with { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 };

    [Fact]
    public void DenoiseWavelet_EveryChannel_IsTheKernelsResultWithNamesAndRate()
    {
        var table = new TestTable(Eeg);
        var view = Steps.DenoiseWavelet("Y", inputColumn: "Eeg").Fit(table).Transform(table);
        var denoiser = new WaveletDenoiser(new WaveletTransform(Wavelet.Named("db8"), 401));
        var expected = Eeg.Rows.Select(row => row.Chunk(401).SelectMany(channel =>
        {
            denoiser.Denoise(channel, channel);
            return channel;
        }).ToArray());
        Assert.Equal(expected, Rows.Vectors(view, "Y"));
        Assert.Equal([20, 401], Rows.Dimensions(view, "Y"));
        Assert.Equal(Electrodes.HmsOrder, Rows.Names(view, "Y", "ChannelNames"));
        Assert.Equal(200f, ColumnAnnotations.GetSampleRateHz(view.Schema["Y"]));
        Assert.NotEqual(Eeg.Rows[0], Rows.Vectors(view, "Y")[0]);
    }

    [Fact]
    public void DenoiseWavelet_NanInOneChannel_SpoilsThatChannelAndNoOther()
    {
        var rows = Eeg.Rows.Select(row => (float[])row.Clone()).ToArray();
        rows[0][401 * 3 + 7] = float.NaN;
        var table = new TestTable(Eeg with { Rows = rows });
        var denoised = Rows.Vectors(Steps.DenoiseWavelet("Eeg").Fit(table).Transform(table), "Eeg")[0].Chunk(401).ToArray();
        Assert.All(denoised[3], value => Assert.True(float.IsNaN(value)));
        Assert.All(denoised.Where((_, channel) => channel != 3), channel => Assert.All(channel, value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void DenoiseWavelet_SnippetsOfTheGuide_FitTheEeg()
    {
        var gaps = Eeg.Rows.Select(row => row.Select((value, i) => i % 401 == 5 ? float.NaN : value).ToArray());
        var table = new TestTable(Eeg with { Rows = [.. gaps] });
        var pipeline = Steps.ReplaceMissingSamples("Eeg").Append(Steps.DenoiseWavelet("Eeg", "db8"));
        Assert.All(Rows.Vectors(pipeline.Fit(table).Transform(table), "Eeg"), row => Assert.All(row, value => Assert.True(float.IsFinite(value))));
        var careful = Steps.DenoiseWavelet(new WaveletDenoisingOptions
        {
            InputColumn = "Eeg", Wavelet = "sym4", Mode = WaveletMode.Symmetric, Threshold = ThresholdRule.Soft, Noise = NoiseEstimate.Median, Level = 4,
        });
        Assert.Equal([20, 401], Rows.Dimensions(careful.Fit(new TestTable(Eeg)).Transform(new TestTable(Eeg)), "Eeg"));
    }

    [Fact]
    public void DenoiseWavelet_UnknownWavelet_SaysTheNearest() =>
        Assert.Contains("Wavelet 'bd8' is unknown; did you mean 'db8'? Known: haar,", Assert.Throws<ArgumentException>(() => Steps.DenoiseWavelet("Eeg", "bd8")).Message, StringComparison.Ordinal);

    [Fact]
    public void DenoiseWavelet_TooShortOrTooDeep_RefusesBeforeReading()
    {
        var table = new TestTable(TestColumn.Waves("Eeg", [2, 29], 1));
        Assert.Contains("29 samples; wavelet db8 with 16 taps needs at least 30", Assert.Throws<ColumnMismatchException>(() => Steps.DenoiseWavelet("Eeg").Fit(table)).Message, StringComparison.Ordinal);
        var deep = new WaveletDenoisingOptions { InputColumn = "Eeg", Wavelet = "haar", Level = 5 };
        Assert.Contains("Level 5 is too deep for column 'Eeg' of 29 samples: wavelet haar reaches level 4", Assert.Throws<ColumnMismatchException>(() => Steps.DenoiseWavelet(deep).Fit(table)).Message, StringComparison.Ordinal);
        Assert.Contains("[channels, samples]", Assert.Throws<ColumnMismatchException>(() => Steps.DenoiseWavelet("X").Fit(new TestTable(StepCase.Image))).Message, StringComparison.Ordinal);
        Assert.Equal(0, table.Reads);
    }

    [Fact]
    public void Validate_SeveralErrors_AreReportedTogether()
    {
        var options = new WaveletDenoisingOptions { InputColumn = "Eeg", Wavelet = "db0", Level = 0, Mode = (WaveletMode)9, Threshold = (ThresholdRule)9, Noise = (NoiseEstimate)9 };
        Assert.Equal(5, options.Validate().Count);
    }
}
