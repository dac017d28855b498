using System.Text.Json.Nodes;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>Fold files and splits through the commands.</summary>
[Collection(TorchCollection.Name)]
public sealed class SplitCommandTests : IDisposable
{
    private const string Text =
        """
        {
          "data": { "hms": { "root": "data" } },
          "experiments": {
            "sweep": {
              "rows": { "window": { "durationSeconds": 10 } },
              "transforms": [
                { "replaceMissing": { "method": "mean" } },
                { "montage": { "name": "longitudinalBipolar16" } },
                { "bandPower": { "logarithm": "decibel", "layout": "vector" } }
              ],
              "model": { "learner": { "logisticRegression": { "l2": { "range": [0.1, 1] } } } },
              "folds": { "file": { "path": "folds.csv" } },
              "sweep": { "trials": 2, "tuner": "random", "pruner": "none" }
            },
            "random": { "extends": "sweep", "model": { "learner": { "logisticRegression": { "l2": 0.5 } } }, "folds": { "kFold": { "count": 2 } } }
          }
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("split", "--out", "data/train.csv")]
    [InlineData("check", "--html", "data/train.csv")]
    [InlineData("split", "--out", "data/train_eegs/1.parquet")]
    public async Task Data_OutputThatIsPartOfTheSet_IsRefused(string command, string option, string path)
    {
        Write();
        var before = RunFiles.Listing(_folder["data"]);
        var result = await HmsCommand.RunAsync("data", command, "--root", _folder["data"], option, _folder[path]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("that would replace a part of the data set", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, RunFiles.Listing(_folder["data"]));
    }

    [Fact]
    public async Task Sweep_OnAFoldFile_KeepsTheFoldsAndRefusesOthersOnResume()
    {
        Write();
        var split = (await HmsCommand.RunAsync("data", "split", "--root", _folder["data"], "--method", "stratifiedGroupKFold", "--folds", "3", "--out", _folder["folds.csv"], "--json")).Succeeded();
        var summary = JsonNode.Parse(split.Out)!;
        Assert.Equal(("stratifiedGroupKFold", 3), (summary["method"]!.GetValue<string>(), summary["folds"]!.AsArray().Count));
        Assert.Equal(18, summary["folds"]!.AsArray().Sum(fold => fold!["eegs"]!.GetValue<int>()));
        Assert.Null(summary["leak"]);

        string[] sweep = ["sweep", _folder["experiments.json"], "--experiment", "sweep", "--out", _folder["run"]];
        (await HmsCommand.RunAsync(sweep)).Succeeded();
        Assert.Equal(File.ReadAllText(_folder["folds.csv"]), File.ReadAllText(_folder["run/folds.csv"]));
        var rows = JsonNode.Parse(File.ReadAllText(_folder["run/run.json"]))!["rows"]!;
        Assert.Equal(("file", summary["sha256"]!.GetValue<string>(), 3), (rows["split"]!.GetValue<string>(), rows["foldsSha256"]!.GetValue<string>(), rows["folds"]!.GetValue<int>()));

        var original = File.ReadAllText(_folder["folds.csv"]);
        File.WriteAllText(_folder["folds.csv"], string.Join('\n', original.Split('\n').Select(line => line.EndsWith(",2", StringComparison.Ordinal) ? line[..^1] + "1" : line)));
        var refused = await HmsCommand.RunAsync([.. sweep, "--resume", "--trials", "3"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("cannot be resumed: its trials were judged on other folds (hash", refused.Error, StringComparison.Ordinal);
        (await HmsCommand.RunAsync("export", _folder["run"], "--trial", "1", "--out", _folder["one.zip"])).Succeeded(); // by the folds of the run
        File.WriteAllText(_folder["folds.csv"], original);
        (await HmsCommand.RunAsync([.. sweep, "--resume", "--trials", "3"])).Succeeded();
    }

    [Fact]
    public async Task Train_OnARandomSplit_WarnsAndRecordsTheLeak()
    {
        Write();
        var validated = (await HmsCommand.RunAsync("validate", _folder["experiments.json"])).Succeeded();
        Assert.Contains("experiment \"random\" splits EEGs at random (kFold)", validated.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\"sweep\"", validated.Error, StringComparison.Ordinal);
        var result = (await HmsCommand.RunAsync("train", _folder["experiments.json"], "--experiment", "random", "--out", _folder["run"])).Succeeded();
        Assert.Contains("warning: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 folds of EEGs at random", result.Out, StringComparison.Ordinal);
        Assert.Contains("LEAKS: ", result.Out, StringComparison.Ordinal);
        Assert.Contains("patients are in several folds", JsonNode.Parse(File.ReadAllText(_folder["run/run.json"]))!["rows"]!["leak"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FoldFileAndPage_NamesLeaksInTheTextAndTheHtml()
    {
        Write();
        File.WriteAllText(_folder["folds.csv"], "eeg_id,fold\n" + string.Concat(TinyData.EegIds(9).Select((id, i) => $"{id},{i % 2}\n")));
        var result = await HmsCommand.RunAsync("data", "check", "--root", _folder["data"], "--folds", _folder["folds.csv"], "--html", _folder["page.html"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error fold-leak: Patients in several folds", result.Out, StringComparison.Ordinal);
        var page = File.ReadAllText(_folder["page.html"]);
        Assert.Contains("patient 100 is in the folds 0, 1 with 2 EEGs", page, StringComparison.Ordinal);
        Assert.Contains("<strong class=\"error\">9 errors</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        System.Xml.Linq.XDocument.Parse(page[page.IndexOf("<body", StringComparison.Ordinal)..page.LastIndexOf("</html>", StringComparison.Ordinal)]); // tags are closed, text is escaped
    }

    private void Write()
    {
        TinyData.Write(_folder["data"]);
        File.WriteAllText(_folder["experiments.json"], Text);
    }
}
