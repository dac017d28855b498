using System.Text.Json.Nodes;
using Hms.Data.Splits;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;
using Hms.Tests.Experiments.Running;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

public sealed class CompareCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Run(string folder, double blur, ulong seed, Func<RunRecord, RunRecord>? change = null, Func<HeldOutPrediction, HeldOutPrediction>? row = null) =>
        MadeRuns.Write(_folder[folder], (change ?? (r => r))(MadeRuns.Record(folder)), [.. MadeRuns.Predictions(blur, seed).Select(row ?? (r => r))]);

    [Fact]
    public async Task Compare_ABetterAndAnEqualRun_SaysSoInPlainWords()
    {
        var result = (await HmsCommand.RunAsync("compare", Run("base", 0.3, 2), Run("sharp", 0.1, 3), Run("same", 0.3, 4))).Succeeded();
        Assert.Matches(@"sharp is better than base by 0\.\d{4} \+- 0\.\d{4} \(\d+\.\d SE; 95 % \+0\.\d{4} to \+0\.\d{4}\)\.", result.Out);
        Assert.Matches(@"No difference between same and base can be told from these 30 patients: [+-]0\.\d{4} \+- 0\.\d{4} \(\d\.\d SE; 95 % [+-]0\.\d{4} to [+-]0\.\d{4}\)\.", result.Out);
        Assert.Contains("| 1    | sharp |", result.Out, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Compare_Json_HoldsTheFiguresOfTheEvaluator()
    {
        string[] runs = [Run("base", 0.3, 2), Run("sharp", 0.1, 3)];
        var json = JsonNode.Parse((await HmsCommand.RunAsync(["compare", .. runs, "--json"])).Succeeded().Out)!;
        var (first, second) = (MadeRuns.Predictions(0.3, 2), MadeRuns.Predictions(0.1, 3));
        Assert.Equal(ModelEvaluator.Evaluate(first).All.Kl, json["runs"]![0]!["evaluation"]!["all"]!["kl"]!.GetValue<double>());
        var gain = PairedComparer.Compare(new("base", first), [new("sharp", second)]).Single().Gain;
        var difference = json["differences"]![0]!;
        Assert.Equal((gain.Mean, gain.StandardError), (difference["comparison"]!["gain"]!["mean"]!.GetValue<double>(), difference["comparison"]!["gain"]!["standardError"]!.GetValue<double>()));
        Assert.True(difference["toldApart"]!.GetValue<bool>());
        Assert.Equal("sharp", json["ranking"]!["models"]![0]!["name"]!.GetValue<string>());
        Assert.Equal(runs[0], json["runs"]![0]!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task Compare_CsvAndMarkdown_AreWritten()
    {
        var result = await HmsCommand.RunAsync("compare", Run("base", 0.3, 2), Run("sharp", 0.1, 3), "--csv", _folder["table.csv"], "--markdown", _folder["page.md"]);
        result.Succeeded();
        var lines = File.ReadAllLines(_folder["table.csv"]);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
        Assert.StartsWith("run,path,experiment,scale,trial,rows,patients,kl,kl_low,kl_high,", lines[0], StringComparison.Ordinal);
        var expected = ModelEvaluator.Evaluate(MadeRuns.Predictions(0.1, 3));
        Assert.Equal(expected.All.Kl.ToString("R", System.Globalization.CultureInfo.InvariantCulture), lines[2].Split(',')[7]);
        var page = File.ReadAllLines(_folder["page.md"]);
        Assert.Contains("| run | rows | patients | KL | 95 % | KL, >= 10 votes | KL of prior | accuracy | calibration error |", page);
        Assert.Contains(page, line => line.StartsWith("- sharp is better than base by", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_OtherDataFoldsAndScale_Warns()
    {
        var other = Run(
            "other", 0.3, 4,
            record => record with { DataHash = "fedcba9876543210", Scale = "tiny", KeepsBestEpoch = true, Rows = record.Rows with { FoldsSha256 = "g", Leak = "3 of 30 patients are in several folds", Split = SplitMethod.KFold } },
            row => row with { Fold = 1 - row.Fold });
        var result = (await HmsCommand.RunAsync("compare", Run("base", 0.3, 2), other)).Succeeded();
        foreach (var word in (string[])["read other recordings than base (data hash fedcba987654, 0123456789ab)", "at scale tiny, base at full", "30 patients are held out in other folds", "LEAKS: 3 of 30", "training.keep \"best\""])
        {
            Assert.Contains(word, result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Compare_OneExperimentTwice_NamesTheFolders()
    {
        var result = (await HmsCommand.RunAsync("compare", Run("base", 0.3, 2), Run("again", 0.3, 4, record => record with { Experiment = "base" }))).Succeeded();
        Assert.Contains("base [again] and base [base]", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_WhatCannotBeCompared_EndsWith2()
    {
        var path = Run("base", 0.3, 2);
        async Task<string> Refused(params string[] runs)
        {
            var result = await HmsCommand.RunAsync(["compare", .. runs]);
            Assert.Equal(2, result.ExitCode);
            return result.Error;
        }
        Assert.Contains("named twice", await Refused(path, path), StringComparison.Ordinal);
        Assert.Contains("Required argument", await Refused(path), StringComparison.Ordinal);
        Assert.Contains("is no run", await Refused(path, _folder["none"]), StringComparison.Ordinal);
        var votes = Run("votes", 0.3, 2, row: r => r.RowIndex == 7 ? r with { Votes = [1, 0, 0, 0, 0, 0] } : r);
        Assert.Contains("EEG 1007, label row 7 has the votes", await Refused(path, votes), StringComparison.Ordinal);
    }
}
