using System.Text.Json.Nodes;
using Hms.Data.Files;
using Hms.Data.Spectrograms;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>hms data make-spectrograms, against real spectrogram files of real EEGs.</summary>
public sealed class MakeSpectrogramsTests : IDisposable
{
    // The files hold float32 of EEGs that were themselves rounded to float32 before differences were taken; measured worst 8e-7.
    private const double FileTolerance = 2e-6;

    private const int FirstRow = 148;
    private const int InnerRows = 4;
    private static readonly int[] Recordings = [35, 36, 37, 39, 40, 43, 44];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>10 s of filtered EEG are centred at 300 s: their windows at 0, 2, 4, 6 s are rows 148 to 151; 7 EEGs x 4 rows x 400 columns are 11,200 cells.</summary>
    [Fact]
    public async Task MakeSpectrograms_RealEegs_EqualTheRealFiles()
    {
        CopyReal();
        var made = (await HmsCommand.RunAsync("data", "make-spectrograms", "--root", _folder.Path, "--prefilter", "skip", "--json")).Succeeded();
        var summary = JsonNode.Parse(made.Out)!;
        Assert.Equal((7, 7 * 300, 7 * 296, 7), (summary["made"]!.GetValue<int>(), summary["rows"]!.GetValue<int>(), summary["missingRows"]!.GetValue<int>(), summary["tableRowsFilled"]!.GetValue<int>()));
        var (cells, worst) = (0, 0.0);
        foreach (var number in Recordings)
        {
            var real = SpectrogramFile.Read(SharedData.Require($"iiic/train_spectrograms/{8000000 + number}.parquet"));
            var ours = SpectrogramFile.Read(_folder[$"train_spectrograms/{9000000 + number}.parquet"]);
            Assert.Equal(Enumerable.Range(0, 300).Select(row => 2L * row + 1), ours.Times);
            for (var i = 0; i < ours.Values.Length; i++)
            {
                var value = ours.Values.Span[i];
                if (i / SpectrogramFile.ColumnCount is < FirstRow or >= FirstRow + InnerRows)
                {
                    Assert.True(float.IsNaN(value));
                    continue;
                }
                worst = Math.Max(worst, Math.Abs(value / (double)real.Values.Span[i] - 1));
                cells++;
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{cells} cells, worst relative difference {worst:E2}");
        Assert.Equal(11_200, cells);
        Assert.InRange(worst, 0, FileTolerance);
    }

    [Fact]
    public async Task MakeSpectrograms_RealEegs_FillTheTableAndKeepTheOldOne()
    {
        var before = CopyReal();
        (await HmsCommand.RunAsync("data", "make-spectrograms", "--root", _folder.Path, "--prefilter", "skip", "--threads", "1")).Succeeded();
        Assert.Equal(before, File.ReadAllText(_folder["train.csv.before"]));
        Assert.Equal(before.Replace(",,0,0.0,", ",ID,0,0.0,", StringComparison.Ordinal), string.Join('\n', File.ReadAllText(_folder["train.csv"]).Split('\n').Select(WithoutId)));
        Assert.All(HmsFolder.Open(_folder.Path).ReadLabels(), row => Assert.Equal(row.EegId, row.SpectrogramId));
        Assert.False(File.Exists(_folder[SpectrogramMaking.UnfinishedFileName]));
        var again = (await HmsCommand.RunAsync("data", "make-spectrograms", "--root", _folder.Path)).Succeeded();
        Assert.Contains("nothing to do", again.Out, StringComparison.Ordinal);

        static string WithoutId(string line) => line.Split(',') is { Length: 15 } cells && cells[0] != "eeg_id" ? string.Join(',', cells.Select((cell, i) => i == 3 ? "ID" : cell)) : line;
    }

    [Theory]
    [InlineData("would have rows without EEG", "--short", "refuse")]
    [InlineData("no table names EEG 12", "--eeg", "12")]
    [InlineData("--threads 0 must be at least 1", "--threads", "0")]
    public async Task MakeSpectrograms_WhatCannotBe_IsRefusedBeforeAnythingIsWritten(string message, params string[] args)
    {
        TinyData.Write(_folder.Path, patients: 1);
        File.Delete(Directory.GetFiles(_folder["train_spectrograms"]).Order().First());
        var before = RunFiles.Listing(_folder.Path);
        var refused = await HmsCommand.RunAsync(["data", "make-spectrograms", "--root", _folder.Path, .. args]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, RunFiles.Listing(_folder.Path));
    }

    /// <summary>A folder with the seven EEGs and their rows, without spectrogram ids.</summary>
    private string CopyReal()
    {
        var source = SharedData.Require("iiic/train.csv");
        Directory.CreateDirectory(_folder["train_eegs"]);
        var lines = File.ReadAllLines(source);
        var kept = lines.Skip(1).Where(line => Recordings.Any(number => line.StartsWith($"{9000000 + number},", StringComparison.Ordinal)))
            .Select(line => string.Join(',', line.Split(',').Select((cell, i) => i == 3 ? "" : cell)));
        var table = string.Join('\n', kept.Prepend(lines[0])) + "\n";
        File.WriteAllText(_folder["train.csv"], table);
        foreach (var number in Recordings) { File.Copy(SharedData.Require($"iiic/train_eegs/{9000000 + number}.parquet"), _folder[$"train_eegs/{9000000 + number}.parquet"]); }
        return table;
    }
}
