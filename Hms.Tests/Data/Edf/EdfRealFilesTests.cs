using System.Runtime.InteropServices;
using System.Text.Json;
using Hms.Data.Edf;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Edf;

/// <summary>Real files read as MNE-Python reads them, sample by sample (checksums) and by their statistics.</summary>
public sealed class EdfRealFilesTests
{
    // Both compute in double; MNE goes through volts and back, which costs some last digits of values near 0.
    private const double RelativeTolerance = 1e-9;

    public static TheoryData<string> Files =>
    [
        "demo.edf", "mne_duplicate_channel_labels.edf", "mne_test.bdf", "mne_test.edf", "mne_test_uneven_samp.edf",
        "pyedflib_test_generator.bdf", "pyedflib_test_generator.edf", "pyedflib_test_subsecond.edf", "pyedflib_test_utf8.edf",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_RealFile_EqualsMne(string name)
    {
        var expected = EdfGolden.Json("real.json").GetProperty(name);
        using var file = EdfFile.Open(SharedData.Require($"edf/{name}"));
        Assert.Equal(expected.GetProperty("records").GetInt64(), file.Header.RecordCount);
        Assert.Equal(expected.GetProperty("recordSeconds").GetDouble(), (double)file.Header.RecordSeconds);
        Assert.Single(file.Segments);
        var signals = expected.GetProperty("signals").EnumerateArray().ToList();
        Assert.Equal(signals.Count, file.Signals.Count);
        for (var i = 0; i < signals.Count; i++) { AssertSignal(signals[i], file, file.Signals[i]); }
        AssertAnnotations(expected.GetProperty("annotations"), file);
    }

    [Fact]
    public void Open_DuplicateLabels_NumbersThem()
    {
        using var file = EdfFile.Open(SharedData.Require("edf/mne_duplicate_channel_labels.edf"));
        Assert.Equal(["EEG F1-Ref-0", "EEG F2-Ref", "EEG F1-Ref-1"], file.Signals.Select(signal => signal.Name));
        Assert.Contains(file.Warnings, warning => warning.Contains("2 signals are called \"EEG F1-Ref\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_RealHeaders_GiveTimesPatientsAndKinds()
    {
        using var subsecond = EdfFile.Open(SharedData.Require("edf/pyedflib_test_subsecond.edf"));
        Assert.Equal((EdfFormat.EdfPlus, new DateOnly(1998, 1, 20), "F"), (subsecond.Header.Format, subsecond.Header.Patient.Birthdate!.Value, subsecond.Header.Patient.Sex));
        // The first time-keeping annotation of the file is +0.3945312.
        Assert.Equal(new DateTime(2020, 1, 24, 4, 5, 56).AddTicks(3945312), subsecond.Header.StartTime);
        using var bdf = EdfFile.Open(SharedData.Require("edf/mne_test.bdf"));
        Assert.Equal((EdfFormat.Bdf, 73), (bdf.Header.Format, bdf.Signals.Count));
        Assert.Equal("Status", Assert.Single(bdf.Signals, signal => signal.Kind == EdfSignalKind.Status).Name);
        using var generator = EdfFile.Open(SharedData.Require("edf/pyedflib_test_generator.edf"));
        Assert.Equal("Hans Muller", generator.Header.Patient.Name);
        Assert.Equal(new DateTime(2011, 4, 4, 12, 57, 2), generator.Header.StartTime);
        using var uneven = EdfFile.Open(SharedData.Require("edf/mne_test_uneven_samp.edf"));
        Assert.Equal([100, 12.8], uneven.Signals.Select(signal => signal.SampleRateHz));
        Assert.Equal([1e6, 1], uneven.Signals.Select(signal => signal.MicrovoltsPerUnit!.Value));
    }

    /// <summary>The generators' waveforms are known: a square of +-100 uV, a sine of 1 Hz of 100 uV, a sine of 5 Hz of 1000 uV; each cut to whole digital steps.</summary>
    [Fact]
    public void Read_GeneratedWaveforms_AreTheDeclaredOnes()
    {
        using var file = EdfFile.Open(SharedData.Require("edf/pyedflib_test_generator.edf"));
        var square = Read(file, 0);
        var steps = 2 * (file.Signals[0].PhysicalMaximum - file.Signals[0].PhysicalMinimum) / (file.Signals[0].DigitalMaximum - file.Signals[0].DigitalMinimum);
        Assert.True(square.All(value => Math.Abs(Math.Abs(value) - 100) <= steps));
        var sine = Read(file, 4);
        for (var i = 0; i < 4000; i++) { Assert.InRange(sine[i] - 100 * Math.Sin(2 * Math.PI * (i + 1) / 200), -steps, steps); }
        using var bdf = EdfFile.Open(SharedData.Require("edf/pyedflib_test_generator.bdf"));
        Assert.Equal(1000 / Math.Sqrt(2), Math.Sqrt(Read(bdf, 0).Average(value => value * value)), 1e-3);
    }

    private static void AssertSignal(JsonElement expected, EdfFile file, EdfSignal signal)
    {
        Assert.Equal(expected.GetProperty("label").GetString(), signal.Label);
        Assert.Equal(expected.GetProperty("samplesPerRecord").GetInt32(), signal.SamplesPerRecord);
        Assert.Equal(expected.GetProperty("rateHz").GetDouble(), signal.SampleRateHz);
        Assert.Equal(expected.GetProperty("count").GetInt64(), signal.SampleCount);
        var digital = new int[signal.SampleCount];
        file.ReadDigital(signal.Index, 0, digital);
        Assert.Equal(expected.GetProperty("digitalCrc32").GetUInt32(), Crc32(MemoryMarshal.AsBytes(digital.AsSpan())));
        var values = Read(file, signal.Index);
        AssertSummary(expected.GetProperty("physical"), values, signal.Name);
        if (expected.TryGetProperty("mne", out var mne)) { AssertSummary(mne, values, signal.Name); }
    }

    private static void AssertSummary(JsonElement expected, double[] values, string name)
    {
        var tolerance = RelativeTolerance * Math.Max(values.Max(Math.Abs), 1e-12);
        var mean = values.Average();
        Close(expected.GetProperty("mean").GetDouble(), mean);
        Close(expected.GetProperty("sd").GetDouble(), Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length));
        Close(expected.GetProperty("min").GetDouble(), values.Min());
        Close(expected.GetProperty("max").GetDouble(), values.Max());
        foreach (var (one, other) in EdfGolden.Numbers(expected.GetProperty("first")).Zip(values)) { Close(one, other); }
        foreach (var (one, other) in EdfGolden.Numbers(expected.GetProperty("last")).Zip(values[^4..])) { Close(one, other); }
        void Close(double one, double other) => Assert.True(Math.Abs(one - other) <= tolerance, $"{name}: {one} expected, {other} read");
    }

    private static void AssertAnnotations(JsonElement expected, EdfFile file)
    {
        var annotations = expected.EnumerateArray().ToList();
        Assert.Equal(annotations.Count, file.Annotations.Count);
        foreach (var (one, read) in annotations.Zip(file.Annotations))
        {
            Assert.Equal(one[0].GetDouble(), read.OnsetSeconds, 1e-9);
            Assert.Equal(one[1].GetDouble(), read.DurationSeconds ?? 0);
            Assert.Equal(one[2].GetString(), read.Text);
        }
    }

    private static double[] Read(EdfFile file, int signal)
    {
        var values = new double[file.Signals[signal].SampleCount];
        file.ReadSignal(signal, 0, values);
        return values;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) { crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1; }
        }
        return ~crc;
    }
}
