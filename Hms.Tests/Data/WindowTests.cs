using System.Text.Json.Nodes;
using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Tests.Support;

namespace Hms.Tests.Data;

public sealed class WindowTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HmsFolder _data;
    private static readonly WindowOptions Small = new() { DurationSeconds = 0.5, SpectrogramRows = 4 };
    private static readonly RecordingRow Row = new() { EegId = 1, SpectrogramId = 2, PatientId = 3, EegOffsetSeconds = 0.25, SpectrogramOffsetSeconds = 7 };

    public WindowTests()
    {
        _data = HmsSet.Folder(_folder.Path, HmsSet.Labels("1,0,0,,0,0,11,21,LPD,0,3,0,0,0,1"));
        HmsSet.Eeg(_data, 1, 201);
        HmsSet.Spectrogram(_data, 2, 11);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(WindowPosition.Labelled, 50)]
    [InlineData(WindowPosition.Middle, 50)]
    [InlineData(WindowPosition.First, 0)]
    public void ReadEeg_Position_TakesThatPart(WindowPosition position, int start)
    {
        var window = ReadEeg(Small with { Position = position }, Row);
        for (var channel = 0; channel < 20; channel++)
        {
            for (var i = 0; i < 100; i++) { Assert.Equal(HmsSet.EegValue(channel, start + i), window[channel * 100 + i]); }
        }
    }

    [Theory]
    [InlineData(WindowPosition.Labelled, 3)]
    [InlineData(WindowPosition.Middle, 3)]
    [InlineData(WindowPosition.First, 0)]
    public void ReadSpectrogram_Position_TakesThatPart(WindowPosition position, int start)
    {
        var window = new float[4 * 400];
        new EegWindowReader(_data, Small with { SpectrogramPosition = position }).ReadSpectrogram(Row, window);
        Assert.Equal(HmsSet.SpectrogramValue(start, 0), window[0]);
        Assert.Equal(HmsSet.SpectrogramValue(start + 3, 399), window[^1]);
    }

    [Fact]
    public void ReadEeg_ShortRecordingRefused_NamesFileRowsAndOption()
    {
        var error = Assert.Throws<HmsDataException>(() => ReadEeg(new WindowOptions(), Row));
        Assert.Equal($"{_data.EegPath(1)}: holds 201 rows; the window needs 10000. Set the window's short recordings to \"pad\" (centred, NaN around), or leave this recording out.", error.Message);
    }

    [Fact]
    public void ReadEeg_ShortRecordingPadded_IsCentredWithNaNAround()
    {
        var options = Small with { DurationSeconds = 2, Short = ShortRecording.Pad };
        var window = ReadEeg(options, Row);
        for (var i = 0; i < 400; i++)
        {
            var inside = i is >= 99 and < 300;
            Assert.Equal(inside ? HmsSet.EegValue(19, i - 99) : float.NaN, window[19 * 400 + i]);
        }
    }

    [Fact]
    public void ReadEeg_LabelledWindowLeavesTheRecording_RefusesOrKeepsItsPlace()
    {
        var row = Row with { EegOffsetSeconds = 0.75 };
        var error = Assert.Throws<HmsDataException>(() => ReadEeg(Small, row));
        Assert.Contains("holds 201 rows; the labelled window needs rows 150 to 249.", error.Message);
        var window = ReadEeg(Small with { Short = ShortRecording.Pad }, row);
        Assert.Equal(HmsSet.EegValue(0, 200), window[50]);
        Assert.True(float.IsNaN(window[51]));
    }

    /// <summary>Padding would show the wrong seconds under the label.</summary>
    [Theory]
    [InlineData(0.5, 1.005)] // 201 rows, the window starts at row 201
    [InlineData(0.5, 1e9)]
    [InlineData(2, 400)] // shorter than the window, which would be centred
    public void ReadEeg_LabelledWindowStartsBehindTheEnd_IsRefusedThoughPadded(double seconds, double offset)
    {
        var options = Small with { DurationSeconds = seconds, Short = ShortRecording.Pad };
        var row = Row with { EegOffsetSeconds = offset };
        var error = Assert.Throws<HmsDataException>(() => ReadEeg(options, row));
        Assert.Contains($"holds 201 rows; the labelled window starts at row {Math.Round(offset * 200)}, behind the last.", error.Message);
        Assert.Contains("behind the last", new RecordingLengths(_data, options, RecordingColumns.Eeg).DescribeRefusal(row));
        Assert.Null(new RecordingLengths(_data, options, RecordingColumns.Eeg).DescribeRefusal(row with { EegOffsetSeconds = 1 }));
        ReadEeg(options with { Position = WindowPosition.First }, row);
    }

    [Fact]
    public void ReadSpectrogram_RowWithoutOne_SaysSo()
    {
        var error = Assert.Throws<HmsDataException>(() => new EegWindowReader(_data, Small).ReadSpectrogram(Row with { SpectrogramId = null }, new float[1600]));
        Assert.Contains("EEG 1 has no spectrogram_id", error.Message);
    }

    [Fact]
    public void ReadEeg_SameFileAgain_OpensItOnce()
    {
        var reader = new EegWindowReader(_data, Small);
        var window = new float[2000];
        for (var i = 0; i < 3; i++) { reader.ReadEeg(Row with { EegOffsetSeconds = i * 0.1 }, window); }
        Assert.Equal(1, reader.FilesOpened);
    }

    [Fact]
    public void FromJson_WhatToJsonWrote_IsEqual()
    {
        var options = new WindowOptions
        {
            Position = WindowPosition.Middle, DurationSeconds = 10.5, SampleRateHz = 128, SpectrogramPosition = WindowPosition.First, SpectrogramRows = 256, Short = ShortRecording.Pad,
        };
        var json = JsonNode.Parse(options.ToJson().ToJsonString())!.AsObject();
        Assert.Equal(options, WindowOptions.FromJson(json));
        Assert.Equal(new WindowOptions(), WindowOptions.FromJson(new WindowOptions().ToJson()));
    }

    [Theory]
    [InlineData("position", "\"center\"", "Window options: \"position\" is \"center\"; one of labelled, middle, first is needed.")]
    [InlineData("short", null, "Window options miss the value \"short\".")]
    [InlineData("spectrogramRows", "\"300\"", "Window options: \"spectrogramRows\" is \"300\"; a number (Int32) is needed.")]
    [InlineData("durationSeconds", "-1", "Window options: DurationSeconds -1 must be above 0.")]
    [InlineData("hop", "1", "Window options have the unknown value \"hop\"; known are position, durationSeconds, sampleRateHz, spectrogramPosition, spectrogramRows, short.")]
    public void FromJson_WrongValue_SaysWhich(string name, string? value, string message)
    {
        var json = new WindowOptions().ToJson();
        if (value is null) { json.Remove(name); }
        else { json[name] = JsonNode.Parse(value); }
        Assert.Equal(message, Assert.Throws<FormatException>(() => WindowOptions.FromJson(json)).Message);
    }

    private float[] ReadEeg(WindowOptions options, RecordingRow row)
    {
        var window = new float[20 * options.SampleCount];
        new EegWindowReader(_data, options).ReadEeg(row, window);
        return window;
    }
}
