using System.Globalization;
using System.Buffers.Binary;
using Hms.Tests.Support;
using Parquet;

namespace Hms.Tests.EndToEnd;

public sealed class TransformCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _file;

    public TransformCommandTests() => _file = TinyExperiments.Write(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Transform_Csv_HoldsAnImageWhoseLargestPowerIsTheRhythmOfTheClass()
    {
        var result = (await RunAsync("sweep", 5004, "image.csv")).Succeeded();
        Assert.StartsWith("[4, 12, 30]", result.Out, StringComparison.Ordinal); // 4 chains; bins of 1.5625 Hz up to 20 Hz; (2000 - 128) / 64 + 1 frames
        var lines = File.ReadAllLines(_folder["image.csv"]);
        Assert.StartsWith("channel,row,t0,t1,", lines[0], StringComparison.Ordinal);
        Assert.Equal(1 + 4 * 12, lines.Length);
        var rows = lines.Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(Enumerable.Range(0, 48).Select(i => (i / 12, i % 12)), rows.Select(row => ((int)row[0], (int)row[1])));
        // EEG 5004 belongs to class 2: a rhythm of 6.5 Hz, which lies in the bin of 6.25 Hz: the fourth of 1.5625, 3.125, ...
        var strongest = rows.Take(12).Select((row, bin) => (Power: row[2..].Average(), Bin: bin)).Max().Bin;
        Assert.Equal(3, strongest);
        Assert.Equal(0, rows.SelectMany(row => row[2..]).Average(), 1e-4); // normalised per instance
    }

    [Fact]
    public async Task Transform_Parquet_HoldsTheValuesOfTheCsv()
    {
        (await RunAsync("sweep", 5004, "image.csv")).Succeeded();
        (await RunAsync("sweep", 5004, "image.parquet")).Succeeded();
        var csv = File.ReadAllLines(_folder["image.csv"]);
        await using var reader = await ParquetReader.CreateAsync(_folder["image.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(csv[0], string.Join(',', reader.Schema.DataFields.Select(field => field.Name)));
        using var group = reader.OpenRowGroupReader(0);
        var expected = csv.Skip(1).Select(line => float.Parse(line.Split(',')[2], CultureInfo.InvariantCulture)).ToArray();
        var values = new float[expected.Length];
        await group.ReadRawAsync<float>(reader.Schema.DataFields[2], values, new int[values.Length], null, TestContext.Current.CancellationToken);
        Assert.Equal(expected, values);
    }

    [Theory]
    [InlineData("sweep")]
    [InlineData("both")]
    public async Task Transform_Png_IsAPicture(string experiment)
    {
        (await RunAsync(experiment, 5001, "image.png")).Succeeded();
        var bytes = File.ReadAllBytes(_folder["image.png"]);
        Assert.Equal("\u0089PNG"u8.ToArray()[^3..], bytes[1..4]);
        Assert.Equal(1100, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)));
    }

    [Theory]
    [InlineData("single", 5001, "image.xlsx", "must end in .parquet, .csv or .png")]
    [InlineData("single", 4711, "image.csv", "has no EEG 4711")]
    [InlineData("sngle", 5001, "image.csv", "Did you mean \"single\"?")]
    public async Task Transform_WhatCannotBeDone_EndsWith2AndWritesNothing(string experiment, long eeg, string output, string message)
    {
        var result = await RunAsync(experiment, eeg, output);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(_folder[output]));
    }

    [Theory]
    [InlineData("{ \"bandPower\": { \"layout\": \"vector\" } }", "[80]", "Fp1-F7 delta,Fp1-F7 theta,")]
    [InlineData("{ \"connectivity\": { \"layout\": \"vector\", \"bands\": [\"alpha\"] } }", "[120]", "Fp1-F7 | F7-T3 alpha,")]
    [InlineData("{ \"powerSpectralDensity\": { \"layout\": \"vector\", \"highHz\": 40 } }", "[16, 81]", "channel,t0,")]
    [InlineData("{ \"scalogram\": { \"lowHz\": 2, \"frequencyCount\": 8 } }", "[16, 8, 50]", "channel,row,t0,")]
    public async Task Transform_Features_AreWrittenAndShown(string step, string shape, string header)
    {
        File.WriteAllText(_file, $$"""
            { "data": { "hms": { "root": "data" } }, "experiments": { "features": {
              "rows": { "window": { "durationSeconds": 10, "spectrogramRows": 20 } },
              "transforms": [ { "replaceMissing": {} }, { "montage": { "name": "longitudinalBipolar16" } }, {{step}} ],
              "model": { "network": "small_cnn" } } } }
            """);
        var csv = (await RunAsync("features", 5004, "features.csv")).Succeeded();
        Assert.StartsWith(shape, csv.Out, StringComparison.Ordinal);
        Assert.StartsWith(header, File.ReadAllLines(_folder["features.csv"])[0], StringComparison.Ordinal);
        (await RunAsync("features", 5004, "features.parquet")).Succeeded();
        (await RunAsync("features", 5004, "features.png")).Succeeded();
        Assert.Equal(1100, BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(_folder["features.png"]).AsSpan(16)));
    }

    private Task<CommandResult> RunAsync(string experiment, long eeg, string output) => HmsCommand.RunAsync(
        "transform", _file, "--experiment", experiment, "--root", _folder["data"], "--eeg-id", eeg.ToString(CultureInfo.InvariantCulture), "--out", _folder[output]);
}
