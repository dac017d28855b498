using Hms.Data;
using Hms.Data.Edf;

namespace Hms.Tests.Data.Edf;

/// <summary>Small files that hold what files in the wild hold; made by hand, values checked against MNE-Python where it reads them.</summary>
public sealed class EdfWildFilesTests
{
    private const double RelativeTolerance = 1e-9;

    public static TheoryData<string> Files => [.. EdfGolden.WildNames()];

    /// <summary>Digital samples, number of records and annotations of every file.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Read_WildFile_HoldsWhatWasWritten(string name)
    {
        var expected = EdfGolden.Json("wild.json").GetProperty(name);
        using var file = EdfFile.Open(EdfGolden.Wild(name));
        Assert.Equal(expected.GetProperty("records").GetInt64(), file.Header.RecordCount);
        foreach (var signal in file.Signals)
        {
            var digital = EdfGolden.Numbers(expected.GetProperty("digital").GetProperty($"{signal.HeaderIndex}"));
            var values = new int[digital.Length];
            file.ReadDigital(signal.Index, 0, values);
            Assert.Equal(digital, values.Select(value => (double)value));
        }
        if (!expected.TryGetProperty("annotations", out var annotations)) { return; }
        // MNE counts from the first sample where the first list keeps the time, as we do.
        Assert.Equal(annotations.EnumerateArray().Select(one => (one[0].GetDouble(), one[1].GetDouble(), one[2].GetString())),
            file.Annotations.Select(one => (one.OnsetSeconds, one.DurationSeconds ?? 0, (string?)one.Text)));
    }

    /// <summary>Where MNE-Python reads volts, its values are ours x 1e-6.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void ReadMicrovolts_WildFile_EqualsMne(string name)
    {
        if (!EdfGolden.Json("wild.json").GetProperty(name).TryGetProperty("mne", out var mne)) { return; }
        using var file = EdfFile.Open(EdfGolden.Wild(name));
        Assert.Equal(mne.GetProperty("channels").EnumerateArray().Select(one => one.GetString()), file.Signals.Select(signal => signal.Name));
        if (mne.GetProperty("date").GetString() is { } date && date != "None") { Assert.Equal(date[..19], file.Header.StartTime!.Value.ToString("yyyy-MM-dd HH:mm:ss", null)); }
        if (mne.GetProperty("first").ValueKind == System.Text.Json.JsonValueKind.Null) { return; }
        foreach (var signal in file.Signals.Where(signal => signal.Unit is "uV" or "mV" && signal.Problem is null))
        {
            var values = new double[4];
            file.ReadMicrovolts(signal.Index, 0, values);
            foreach (var (volts, microvolts) in EdfGolden.Numbers(mne.GetProperty("first")[signal.Index]).Zip(values)) { Assert.Equal(volts * 1e6, microvolts, Math.Abs(microvolts) * RelativeTolerance); }
        }
    }

    [Theory]
    [InlineData("unknown_records.edf", "The header does not say how many data records there are (-1: the recording was not closed); the file holds 3.")]
    [InlineData("more_declared.edf", "The header declares 10 data records, the file holds 4; those of the file are read.")]
    [InlineData("fewer_declared.edf", "The header declares 2 data records, the file holds 5; those of the file are read.")]
    [InlineData("truncated.edf", "The file ends within data record 3: its last 23 bytes, of 32, are left out.")]
    [InlineData("no_date.edf", "The start date \"00.00.00\" is none; the time of the recording is unknown.")]
    [InlineData("same_labels.edf", "3 signals are called \"A\"; they are read as A-0 to A-2.")]
    [InlineData("annotations_broken.edf", "3 annotations break the grammar of EDF+ and are left out (the first in data record 0).")]
    [InlineData("scales.edf", "Signal flat digital: its digital minimum 0 must be below its digital maximum 0, so its scale is unknown. Only its digital values can be read.")]
    public void Open_OddFile_Warns(string name, string warning)
    {
        using var file = EdfFile.Open(EdfGolden.Wild(name));
        Assert.Contains(warning, file.Warnings);
    }

    [Theory]
    [InlineData("annotations.edf")]
    [InlineData("annotations_only.edf")]
    [InlineData("before_1985.edf")]
    [InlineData("gaps.edf")]
    [InlineData("latin1.edf")]
    [InlineData("mixed_rates.edf")]
    [InlineData("odd_record_length.edf")]
    [InlineData("one_sample_a_record.edf")]
    [InlineData("units.edf")]
    [InlineData("wide.bdf")]
    [InlineData("wide_annotations.bdf")]
    [InlineData("year_clipped.edf")]
    public void Open_PlainFile_DoesNotWarn(string name)
    {
        using var file = EdfFile.Open(EdfGolden.Wild(name));
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void Segments_InterruptedFile_KeepTheGaps()
    {
        using var file = EdfFile.Open(EdfGolden.Wild("gaps.edf"));
        Assert.Equal([new EdfSegment(0, 2, 0, 2), new EdfSegment(2, 2, 5, 2), new EdfSegment(4, 1, 9.25, 1)], file.Segments);
        Assert.Equal((16, 10.25, 40), (file.Segments[1].FirstSample(file.Signals[0]), file.DurationSeconds, file.Signals[0].SampleCount));
        Assert.Equal(new DateTime(2003, 2, 1, 4, 5, 6, 250), file.Header.StartTime);
        using var whole = EdfFile.Open(EdfGolden.Wild("no_gaps.edf"));
        Assert.Equal([new EdfSegment(0, 3, 0, 3)], whole.Segments);
    }

    [Fact]
    public void SampleRate_FractionalRecords_IsExact()
    {
        using var odd = EdfFile.Open(EdfGolden.Wild("odd_record_length.edf"));
        Assert.Equal((9.59375m, 32.0), (odd.Header.RecordSeconds, odd.Signals[0].SampleRateHz));
        using var mixed = EdfFile.Open(EdfGolden.Wild("mixed_rates.edf"));
        Assert.Equal([100, 2, 50], mixed.Signals.Select(signal => signal.SampleRateHz));
        using var brief = EdfFile.Open(EdfGolden.Wild("one_sample_a_record.edf"));
        Assert.Equal([200, 400], brief.Signals.Select(signal => signal.SampleRateHz));
    }

    [Fact]
    public void ReadMicrovolts_EveryUnit_ScalesOrRefuses()
    {
        using var file = EdfFile.Open(EdfGolden.Wild("units.edf"));
        double[] expected = [1, 1, 1, 1, 1, 1e3, 1e6, 1e-3];
        var values = new double[1];
        for (var i = 0; i < expected.Length; i++)
        {
            file.ReadMicrovolts(i, 0, values);
            Assert.Equal(file.Signals[i].PhysicalMinimum * expected[i], values[0], 1e-6);
        }
        foreach (var signal in file.Signals.Skip(expected.Length))
        {
            var error = Assert.Throws<HmsDataException>(() => file.ReadMicrovolts(signal.Index, 0, values));
            Assert.EndsWith($"signal {signal.Name} has the unit \"{signal.Unit}\"; a voltage (uV, mV, V, nV) is needed for microvolts.", error.Message);
        }
        file.ReadSignal(10, 0, values);
        Assert.Equal(34.4, values[0], 1e-12);
    }

    [Fact]
    public void ReadSignal_UnknownScale_RefusesButKeepsDigitalValues()
    {
        using var file = EdfFile.Open(EdfGolden.Wild("scales.edf"));
        var values = new float[2];
        foreach (var signal in file.Signals.Take(3))
        {
            Assert.Contains(signal.Problem!, Assert.Throws<HmsDataException>(() => file.ReadSignal(signal.Index, 0, values)).Message);
            file.ReadDigital(signal.Index, 0, new int[8]);
        }
        file.ReadSignal(3, 0, values);
        Assert.Equal([1000f, 996.5f], values);
        file.ReadSignal(4, 0, values);
        Assert.Equal(-20_000f, values[0]);
    }

    [Fact]
    public void Open_TextBeyondAscii_IsReadAsUtf8OrLatin1()
    {
        using var latin = EdfFile.Open(EdfGolden.Wild("latin1.edf"));
        Assert.Equal(("X F X Müller", "Startdate X X Jørgen X", "µV"), (latin.Header.PatientText, latin.Header.RecordingText, latin.Signals[0].Unit));
        using var utf8 = EdfFile.Open(EdfGolden.Wild("utf8.edf"));
        Assert.Equal("Müller", utf8.Header.Patient.Name);
        using var notes = EdfFile.Open(EdfGolden.Wild("annotations_latin1.edf"));
        Assert.Equal([new EdfAnnotation(0.25, null, "Müde")], notes.Annotations);
    }

    [Fact]
    public void Annotations_OfSeveralChannels_ComeByOnset()
    {
        using var file = EdfFile.Open(EdfGolden.Wild("annotations.edf"));
        Assert.Equal(["EEG Fp1", "EEG Fp2"], file.Signals.Select(signal => signal.Name));
        Assert.Equal([0, 2], file.Signals.Select(signal => signal.HeaderIndex));
        Assert.Equal(new EdfAnnotation(2.125, 10.5, "Gähnen 欠伸"), file.Annotations[5]);
        using var only = EdfFile.Open(EdfGolden.Wild("annotations_only.edf"));
        Assert.Empty(only.Signals);
        Assert.Equal(30, only.Annotations[1].DurationSeconds);
    }

    /// <summary>Any cut of a signal gives the same samples as the whole.</summary>
    [Fact]
    public void ReadDigital_AnyRange_EqualsTheWhole()
    {
        using var file = EdfFile.Open(EdfGolden.Wild("mixed_rates.edf"));
        foreach (var signal in file.Signals)
        {
            var whole = new int[signal.SampleCount];
            file.ReadDigital(signal.Index, 0, whole);
            for (var start = 0; start <= whole.Length; start += 3)
            {
                var part = new int[Math.Min(31, whole.Length - start)];
                file.ReadDigital(signal.Index, start, part);
                Assert.Equal(whole[start..(start + part.Length)], part);
            }
            Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadDigital(signal.Index, whole.Length, new int[1]));
            Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadDigital(signal.Index, -1, new int[1]));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadDigital(3, 0, new int[1]));
    }
}
