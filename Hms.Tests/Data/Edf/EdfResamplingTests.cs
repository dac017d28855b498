using System.Text.Json;
using Hms.Data.Edf.Import;
using Hms.Data.Files;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Edf;

/// <summary>Any rate becomes 200 Hz.</summary>
public sealed class EdfResamplingTests : IDisposable
{
    // Values of 20,000 in single precision.
    private const double SingleTolerance = 2e-3;

    // The pass band of SciPy's filter (Kaiser 5.0, 10 samples to either side) ripples by 1.6e-3 of the wave of 1000 uV; half a digital step comes on top.
    private const double RippleMicrovolts = 2.2;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, EdfGolden.Json("resampling.json").GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_AnyRate_EqualsScipy(int index)
    {
        var golden = EdfGolden.Json("resampling.json").GetProperty("cases")[index];
        var digital = golden.GetProperty("digital").EnumerateArray().Select(value => value.GetInt32()).ToArray();
        var values = Resample(golden.GetProperty("samplesPerRecord").GetInt32(), golden.GetProperty("recordSeconds").GetString()!, golden.GetProperty("records").GetInt32(), k => digital[k]);
        Assert.Equal(golden.GetProperty("count").GetInt32(), values.Length);
        foreach (var (at, expected) in EdfGolden.Numbers(golden.GetProperty("at")).Zip(EdfGolden.Numbers(golden.GetProperty("values")))) { Assert.Equal(expected, values[(int)at], SingleTolerance); }
    }

    /// <summary>An offset thousands of times the EEG does not ripple through: 10 Hz comes back as it was.</summary>
    [Theory]
    [InlineData(250, "1")]
    [InlineData(256, "1")]
    [InlineData(500, "1")]
    [InlineData(2048, "1")]
    [InlineData(2456, "9.59375")]
    [InlineData(257, "1.00071")]
    public void Run_OffsetAndSine_KeepBoth(int samples, string seconds)
    {
        var rate = samples / double.Parse(seconds, null);
        var values = Resample(samples, seconds, 20, k => (int)Math.Round(25_000 + 1000 * Math.Sin(2 * Math.PI * 10 * k / rate)));
        for (var i = 100; i < values.Length - 100; i++) { Assert.Equal(25_000 + 1000 * Math.Sin(2 * Math.PI * 10 * i / 200), values[i], RippleMicrovolts); }
        var constant = Resample(samples, seconds, 3, _ => 29_999);
        Assert.All(constant, value => Assert.Equal(29_999f, value));
    }

    [Fact]
    public void Run_RateWithoutSmallRatio_SaysHowFarOffOrRefuses()
    {
        var warnings = Import(200, "0.99997", 3000, _ => 0).Recordings[0].Warnings;
        Assert.Contains(warnings, warning => warning.StartsWith("Signals of 200.0060001800054 Hz are resampled by ", StringComparison.Ordinal));
        Assert.DoesNotContain(Import(256, "1", 30, _ => 0).Recordings[0].Warnings, warning => warning.Contains("resampled", StringComparison.Ordinal));
    }

    private float[] Resample(int samples, string seconds, int records, Func<int, int> digital)
    {
        Import(samples, seconds, records, digital);
        return EegFile.Read(Assert.Single(Directory.EnumerateFiles(_folder["out/test_eegs"]))).Channel(0).ToArray();
    }

    private EdfImportSummary Import(int samples, string seconds, int records, Func<int, int> digital)
    {
        if (Directory.Exists(_folder["out"])) { Directory.Delete(_folder["out"], recursive: true); }
        new EdfBuilder { Records = records, RecordSeconds = seconds }.Add("Fp1", samples, digital).Write(_folder["a.edf"]);
        return EdfImporting.Run([_folder["a.edf"]], _folder["out"], new() { Missing = MissingChannels.Nan, WindowSeconds = 3600, Rounding = MicrovoltRounding.None });
    }
}
