using System.Globalization;
using System.Text;
using Hms.Signal.Montages;

namespace Hms.Tests.Data.Edf;

/// <summary>Writes small EDF files for tests: 16-bit signals whose digital values are given by a function.</summary>
internal sealed class EdfBuilder
{
    private readonly List<Channel> _channels = [];

    /// <summary>Text of the patient field.</summary>
    public string Patient { get; init; } = "P1 X X X";

    /// <summary>Length of a data record in s, as written.</summary>
    public string RecordSeconds { get; init; } = "1";

    /// <summary>Number of data records.</summary>
    public int Records { get; init; } = 60;

    /// <summary>Start of each record in s for EDF+D; null for EDF.</summary>
    public IReadOnlyList<double>? Starts { get; init; }

    /// <summary>Physical = digital in the unit, unless the digital step is given.</summary>
    public EdfBuilder Add(string label, int samplesPerRecord, Func<int, int> digital, string unit = "uV", double step = 1)
    {
        _channels.Add(new Channel(label, samplesPerRecord, digital, unit, step));
        return this;
    }

    /// <summary>The 19 electrodes and the EKG: channel c has the digital value 100 c + k % 50 at sample k.</summary>
    public EdfBuilder AddHmsChannels(int samplesPerRecord, Func<string, string>? label = null)
    {
        foreach (var (name, c) in Electrodes.HmsOrder.Select((name, c) => (name, c))) { Add(label?.Invoke(name) ?? name, samplesPerRecord, k => 100 * c + k % 50); }
        return this;
    }

    /// <summary>The same channels, each of them 12,300 throughout.</summary>
    public EdfBuilder AddConstants(int samplesPerRecord)
    {
        foreach (var name in Electrodes.HmsOrder) { Add(name, samplesPerRecord, _ => 12_300); }
        return this;
    }

    public string Write(string path)
    {
        var channels = Starts is null ? _channels : [.. _channels, new Channel("EDF Annotations", 16, _ => 0, "", 1)];
        var text = new StringBuilder();
        void Field(string value, int width) => text.Append(value.PadRight(width));
        Field("0", 8);
        Field(Patient, 80);
        Field("Startdate 23-NOV-2026 X X X", 80);
        Field("23.11.26", 8);
        Field("10.00.00", 8);
        Field($"{256 * (channels.Count + 1)}", 8);
        Field(Starts is null ? "" : "EDF+D", 44);
        Field($"{Records}", 8);
        Field(RecordSeconds, 8);
        Field($"{channels.Count}", 4);
        foreach (var channel in channels) { Field(channel.Label, 16); }
        foreach (var _ in channels) { Field("", 80); }
        foreach (var channel in channels) { Field(channel.Unit, 8); }
        foreach (var channel in channels) { Field(Number(-30000 * channel.Step), 8); }
        foreach (var channel in channels) { Field(Number(30000 * channel.Step), 8); }
        foreach (var _ in channels) { Field("-30000", 8); }
        foreach (var _ in channels) { Field("30000", 8); }
        foreach (var _ in channels) { Field("", 80); }
        foreach (var channel in channels) { Field($"{channel.Samples}", 8); }
        Field("", 32 * channels.Count);
        using var stream = File.Create(path);
        stream.Write(Encoding.Latin1.GetBytes(text.ToString()));
        for (var record = 0; record < Records; record++)
        {
            foreach (var channel in _channels) { Samples(stream, channel, record); }
            if (Starts is not null) { stream.Write(Encoding.ASCII.GetBytes($"+{Number(Starts[record])}\u0014\u0014".PadRight(32, '\0'))); }
        }
        return path;
    }

    private static void Samples(FileStream stream, Channel channel, int record)
    {
        for (var k = record * channel.Samples; k < (record + 1) * channel.Samples; k++)
        {
            var value = (short)channel.Digital(k);
            stream.WriteByte((byte)value);
            stream.WriteByte((byte)(value >> 8));
        }
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private sealed record Channel(string Label, int Samples, Func<int, int> Digital, string Unit, double Step);
}
