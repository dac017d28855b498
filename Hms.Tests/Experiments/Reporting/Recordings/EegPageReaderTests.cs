using Hms.Data.Files;
using Hms.Experiments;
using Hms.Experiments.Reporting.Recordings;
using Hms.Signal.Montages;
using Hms.Tests.Data;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Reporting.Recordings;

public sealed class EegPageReaderTests : IDisposable
{
    // A second-order band edge leaves 10 Hz at a gain of 0.9961 forward and backward; the ends of the page are 10 s from those of the file.
    private const double PassTolerance = 0.01;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_BandAndDrift_KeepsTheOneAndTakesTheOther()
    {
        var recording = Write(40, (channel, t) => channel == 0 ? 30 * Math.Sin(2 * Math.PI * 10 * t) + 500 + 80 * Math.Sin(2 * Math.PI * 0.02 * t) + 50 * Math.Sin(2 * Math.PI * 60 * t) : 0);
        var page = EegPageReader.Read(1, recording, [], new EegPageOptions { Montage = Montage.Referential, NotchHz = 60 });
        Assert.Equal((15.0, 10.0, 40.0), (page.StartSeconds, page.Seconds, page.DurationSeconds));
        Assert.Equal([.. Electrodes.HmsOrder], page.Traces.Select(trace => trace.Name));
        for (var i = 0; i < 2000; i++) { Assert.Equal(30 * Math.Sin(2 * Math.PI * 10 * (15 + i / 200.0)), page.Traces[0].Values[i], 30 * PassTolerance); }
        Assert.All(page.Traces.Skip(1), trace => Assert.All(trace.Values, value => Assert.Equal(0, value)));
    }

    [Fact]
    public void Read_Unfiltered_SubtractsPairsAndTheMedianOnly()
    {
        var recording = Write(30, (channel, t) => 10 * channel + (t >= 15.5 && channel == 0 ? 7 : 0));
        var page = EegPageReader.Read(1, recording, [], new EegPageOptions { LowHz = null, HighHz = null });
        Assert.Equal("unfiltered, no notch", page.Options.FilterText);
        var pair = page.Traces.Single(trace => trace.Name == "Fp1-F7");
        Assert.Equal("LL", pair.Group);
        Assert.Equal(7, pair.Values[^1] - pair.Values[0], 1e-4);
        Assert.Equal(["LL", "LP", "MID", "RP", "RL", "EKG"], page.Traces.Select(trace => trace.Group).Distinct());
    }

    [Fact]
    public void Read_MissingSamples_StayMissingAndHarmNoOthers()
    {
        var recording = Write(30, (channel, t) => channel == 0 && t is >= 14 and < 15 || channel == 4 ? double.NaN : 20 * Math.Sin(2 * Math.PI * 8 * t));
        var page = EegPageReader.Read(1, recording, [], new EegPageOptions { Montage = Montage.Referential });
        var gap = page.Traces[0].Values;
        Assert.Equal(Enumerable.Range(800, 200), Enumerable.Range(0, 2000).Where(i => float.IsNaN(gap[i])));
        Assert.Equal(page.Traces[1].Values[..600], gap[..600], (a, b) => Math.Abs(a - b) < 1); // the lower edge rings for a second, by a twentieth of the amplitude
        Assert.False(page.Traces[4].HasSignal);
    }

    [Theory]
    [InlineData(null, null, 10, 12, 32, 42)] // the middle one of three windows, at 12 s: its labelled part
    [InlineData(0, null, 10, 0, 20, 30)]
    [InlineData(2, null, 50, 20, 20, 70)]
    [InlineData(null, 5.5, 10, 0, 5.5, 15.5)] // nearest window
    [InlineData(null, 65.0, 10, 20, 65, 70)] // to the end of the file
    public void Read_WindowsAndStarts_LieWhereTheyShould(int? window, double? start, double seconds, double offset, double from, double until)
    {
        var recording = Write(70, (_, _) => 0);
        LabelRow[] labels = [.. new[] { 0.0, 12, 20 }.Select((at, i) => new LabelRow { EegId = 1, PatientId = 2, EegSubId = i, EegOffsetSeconds = at, Votes = [1, 0, 0, 0, 0, 0] })];
        var page = EegPageReader.Read(1, recording, labels, new EegPageOptions { Window = window, StartSeconds = start, Seconds = seconds });
        Assert.Equal((offset, from, until), (page.Label!.EegOffsetSeconds, page.StartSeconds, page.StartSeconds + page.Seconds));
        Assert.Equal((offset + 20, offset + 30), page.Labelled);
        Assert.All(page.Traces, trace => Assert.Equal((int)Math.Round(page.Seconds * 200), trace.Values.Length));
    }

    [Fact]
    public void Read_TenSecondFile_IsAllLabelled()
    {
        var label = new LabelRow { EegId = 1, PatientId = 2, Votes = [1, 0, 0, 0, 0, 0] };
        var page = EegPageReader.Read(1, Write(10, (_, _) => 0), [label], new EegPageOptions());
        Assert.Equal((0.0, 10.0, (0.0, 10.0)), (page.StartSeconds, page.Seconds, page.Labelled!.Value));
    }

    [Fact]
    public void Read_BeyondTheFileOrNoSuchWindow_SaysWhatIsThere()
    {
        var recording = Write(10, (_, _) => 0);
        var label = new LabelRow { EegId = 1, PatientId = 2, EegSubId = 3, Votes = [1, 0, 0, 0, 0, 0] };
        Assert.Contains("lies beyond EEG 1, which is 10 s long", Assert.Throws<UserErrorException>(() => EegPageReader.Read(1, recording, [], new EegPageOptions { StartSeconds = 10 })).Message, StringComparison.Ordinal);
        Assert.Contains("has the windows 3", Assert.Throws<UserErrorException>(() => EegPageReader.Read(1, recording, [label], new EegPageOptions { Window = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("use --start", Assert.Throws<UserErrorException>(() => EegPageReader.Read(1, recording, [], new EegPageOptions { Window = 1 })).Message, StringComparison.Ordinal);
        var tiny = Write(0.05, (_, _) => 0);
        Assert.Contains("--filter none", Assert.Throws<UserErrorException>(() => EegPageReader.Read(1, tiny, [], new EegPageOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_BrokenRules_AllAreNamed() =>
        Assert.Equal(6, new EegPageOptions { Seconds = 0, StartSeconds = 1, Window = 2, LowHz = 50, HighHz = 20, NotchHz = 55, MicrovoltsPerMillimetre = 0, }.Validate().Count + new EegPageOptions { HighHz = 100 }.Validate().Count);

    private EegRecording Write(double seconds, Func<int, double, double> value)
    {
        var path = _folder[$"{Guid.NewGuid():N}.parquet"];
        HmsSet.Parquet(path, Electrodes.HmsOrder.Select((name, channel) => HmsSet.Column(name, Enumerable.Range(0, (int)(seconds * 200)).Select(i => value(channel, i / 200.0) is var v && double.IsNaN(v) ? (float?)null : (float)v))));
        return EegFile.Read(path);
    }
}
