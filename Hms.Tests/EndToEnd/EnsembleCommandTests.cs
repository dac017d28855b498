using System.Text.Json;
using Hms.Experiments.Commands;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary><c>hms ensemble</c> on plain CSV files from elsewhere.</summary>
public sealed class EnsembleCommandTests : IDisposable
{
    /// <summary>Figures in JSON have all their digits; the files hold six.</summary>
    private const double Tolerance = 1e-9;

    private readonly TempFolder _folder = new();

    public EnsembleCommandTests()
    {
        Write("truth.csv", "label_id,patient_id,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote", "1,11,3,0,0,0,0,0", "2,11,0,6,6,0,0,0", "3,12,0,0,0,0,0,4", "4,13,0,0,0,2,2,0", "5,14,0,0,12,0,0,0", "6,15,1,1,1,1,1,1");
        Write("a.csv", "label_id,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote", "1,0.5,0.1,0.1,0.1,0.1,0.1", "2,0.1,0.4,0.2,0.1,0.1,0.1", "3,0.1,0.1,0.1,0.1,0.1,0.5", "4,0.1,0.1,0.1,0.3,0.3,0.1", "5,0.2,0.1,0.4,0.1,0.1,0.1", "6,0.2,0.2,0.2,0.2,0.1,0.1");
        Write("b.csv", "LABEL_ID,fold,pred_Other,pred_LPD,pred_GPD,pred_LRDA,pred_GRDA,pred_Seizure,note", "6,0,0.1,0.1,0.2,0.2,0.2,0.2,x", "5.0,1,0.1,0.1,0.5,0.1,0.1,1e-1,\"y, z\"", "4,2,0.2,0.2,0.2,0.1,0.2,0.1,", "3,0,0.3,0.1,0.2,0.2,0.1,0.1,", "2,1,0.1,0.3,0.3,0.1,0.1,0.1,", "1,2,0.1,0.1,0.1,0.1,0.1,0.5,");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ensemble_RowsAndColumnsInOtherOrder_JoinsThemById()
    {
        var report = await Json("--predictions", _folder["a.csv"], _folder["b.csv"], "--truth", _folder["truth.csv"], "--folds", "2");
        var expected = (Math.Log(1 / 0.5) + (0.5 * Math.Log(0.5 / 0.4) + 0.5 * Math.Log(0.5 / 0.2)) + Math.Log(1 / 0.5) + Math.Log(0.5 / 0.3) + Math.Log(1 / 0.4) + (4 * Math.Log(1 / 1.2) + 2 * Math.Log(1 / 0.6)) / 6) / 6;
        Assert.Equal(expected, report.GetProperty("singles")[0].GetProperty("kl").GetDouble(), Tolerance);
        var other = (Math.Log(1 / 0.5) + Math.Log(0.5 / 0.3) + Math.Log(1 / 0.3) + (0.5 * Math.Log(0.5 / 0.1) + 0.5 * Math.Log(0.5 / 0.2)) + Math.Log(1 / 0.5) + (4 * Math.Log(1 / 1.2) + 2 * Math.Log(1 / 0.6)) / 6) / 6;
        Assert.Equal(other, report.GetProperty("singles")[1].GetProperty("kl").GetDouble(), Tolerance);
        Assert.Equal((6, 5, 2), (report.GetProperty("rows").GetInt32(), report.GetProperty("patients").GetInt32(), report.GetProperty("manyVotesRows").GetInt32()));
        Assert.Equal("label_id", report.GetProperty("key").GetString());
        string[] names = ["mean", "weighted", "log blend"];
        Assert.Equal(names, report.GetProperty("combinations").EnumerateArray().Take(3).Select(combination => combination.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Ensemble_ByteOrderMarkCarriageReturnsAndNoNames_ReadsByPositionWithAWarning()
    {
        File.WriteAllText(_folder["p.csv"], "\uFEFFlabel_id,0,1,2,3,4,5\r\n" + string.Join("\r\n", File.ReadLines(_folder["a.csv"]).Skip(1)) + "\r\n");
        var result = await HmsCommand.RunAsync("ensemble", "--predictions", _folder["p.csv"], _folder["b.csv"], "--truth", _folder["truth.csv"], "--folds", "2", "--json");
        Assert.Equal((ExitCodes.Success, true), (result.ExitCode, result.Error.Contains("by position", StringComparison.Ordinal)));
        var named = await Json("--predictions", _folder["a.csv"], _folder["b.csv"], "--truth", _folder["truth.csv"], "--folds", "2");
        Assert.Equal(named.GetProperty("singles")[0].GetProperty("kl").GetDouble(), JsonDocument.Parse(result.Out).RootElement.GetProperty("singles")[0].GetProperty("kl").GetDouble());
    }

    [Fact]
    public async Task Ensemble_Out_WritesFilesThatReadAgain()
    {
        var result = await HmsCommand.RunAsync("ensemble", "--predictions", _folder["a.csv"], _folder["b.csv"], "--truth", _folder["truth.csv"], "--folds", "2", "--out", _folder["out"]);
        Assert.Equal(ExitCodes.Success, result.ExitCode);
        Assert.Contains("KL cross-fitted", result.Out, StringComparison.Ordinal);
        Assert.Contains("optimistic", File.ReadAllText(_folder["out/report.md"]), StringComparison.Ordinal);
        var blend = JsonDocument.Parse(File.ReadAllText(_folder["out/blend.json"])).RootElement;
        var weighted = blend.GetProperty("combinations")[1].GetProperty("weights");
        Assert.Equal(1, weighted.GetProperty("a").GetDouble() + weighted.GetProperty("b").GetDouble(), Tolerance);
        var again = await Json("--predictions", _folder["out/predictions-weighted.csv"], "--truth", _folder["truth.csv"], "--folds", "2");
        Assert.Equal(blend.GetProperty("combinations")[1].GetProperty("crossFittedKl").GetDouble(), again.GetProperty("singles")[0].GetProperty("kl").GetDouble(), Tolerance);
    }

    [Fact]
    public async Task Ensemble_GroupsKeyedByEeg_TakesThePatients()
    {
        Write("t.csv", "eeg_id,eeg_sub_id,seizure,lpd,gpd,lrda,grda,other", "7,0,1,0,0,0,0,0", "7,1,0,1,0,0,0,0", "8,0,0,0,1,0,0,0", "9,0,0,0,0,0,0,1");
        Write("p.csv", "eeg_id,eeg_sub_id,seizure,lpd,gpd,lrda,grda,other", "7,1,0.5,0.1,0.1,0.1,0.1,0.1", "7,0,0.5,0.1,0.1,0.1,0.1,0.1", "8,0,0.5,0.1,0.1,0.1,0.1,0.1", "9,0,0.5,0.1,0.1,0.1,0.1,0.1");
        Write("g.csv", "eeg_id,patient_id", "9,p1", "8,p2", "7,p3", "7,p3");
        var report = await Json("--predictions", _folder["p.csv"], "--truth", _folder["t.csv"], "--groups", _folder["g.csv"], "--folds", "3");
        Assert.Equal(("eeg_id + eeg_sub_id", 3), (report.GetProperty("key").GetString(), report.GetProperty("patients").GetInt32()));
        Assert.Equal((Math.Log(2) + 3 * Math.Log(10)) / 4, report.GetProperty("singles")[0].GetProperty("kl").GetDouble(), Tolerance);
    }

    [Fact]
    public async Task Ensemble_OutOfCompositeKey_ReadsAgain()
    {
        Write("t.csv", "eeg_id,eeg_sub_id,patient_id,seizure,lpd,gpd,lrda,grda,other", "7,0,a,1,0,0,0,0,0", "7,1,a,0,1,0,0,0,0", "8,0,b,0,0,1,0,0,0", "9,0,c,0,0,0,0,0,1");
        Write("p.csv", "eeg_id,eeg_sub_id,seizure,lpd,gpd,lrda,grda,other", "7,1,0.5,0.1,0.1,0.1,0.1,0.1", "9,0,0.5,0.1,0.1,0.1,0.1,0.1", "7,0,0.5,0.1,0.1,0.1,0.1,0.1", "8,0,0.5,0.1,0.1,0.1,0.1,0.1");
        Assert.Equal(ExitCodes.Success, (await HmsCommand.RunAsync("ensemble", "--predictions", _folder["p.csv"], "--truth", _folder["t.csv"], "--folds", "3", "--out", _folder["out"])).ExitCode);
        Assert.StartsWith("eeg_id,eeg_sub_id,patient_id,fold,seizure_prob,", File.ReadLines(_folder["out/predictions-mean.csv"]).First(), StringComparison.Ordinal);
        var again = await Json("--predictions", _folder["out/predictions-mean.csv"], "--truth", _folder["t.csv"]);
        Assert.Equal((Math.Log(2) + 3 * Math.Log(10)) / 4, again.GetProperty("singles")[0].GetProperty("kl").GetDouble(), Tolerance);
        Assert.Contains("3 folds of the files", again.GetProperty("split").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensemble_ModelsNamedLikeParameters_WritesBlend()
    {
        foreach (var name in (string[])["temperature.csv", "bias Seizure.csv", "q.csv", "q.tsv"]) { File.Copy(_folder["a.csv"], _folder[name]); }
        var result = await HmsCommand.RunAsync("ensemble", "--predictions", _folder["temperature.csv"], _folder["bias Seizure.csv"], _folder["q.csv"], _folder["q.tsv"], "--truth", _folder["truth.csv"], "--folds", "2", "--out", _folder["out"]);
        Assert.True(result.ExitCode == ExitCodes.Success, result.Error);
        var combinations = JsonDocument.Parse(File.ReadAllText(_folder["out/blend.json"])).RootElement.GetProperty("combinations").EnumerateArray().ToDictionary(entry => entry.GetProperty("name").GetString()!);
        var blend = combinations["log blend"];
        Assert.Equal(["temperature", "bias Seizure", "q.csv", "q.tsv"], blend.GetProperty("weights").EnumerateObject().Select(member => member.Name));
        Assert.Equal((6, 1e-15), (blend.GetProperty("bias").EnumerateObject().Count(), blend.GetProperty("floor").GetDouble()));
        var calibrated = combinations["weighted, temperature and class bias"];
        Assert.Equal((4, 6), (calibrated.GetProperty("weights").EnumerateObject().Count(), calibrated.GetProperty("bias").EnumerateObject().Count()));
        Assert.True(calibrated.GetProperty("temperature").GetDouble() > 0);
    }

    [Fact]
    public async Task Ensemble_JoinedByRowNumber_RefusesOtherRowsAndWarnsOfTheSame()
    {
        const string Columns = "seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote";
        Write("t.csv", "," + "eeg_id,patient_id," + Columns, "0,7,1,1,0,0,0,0,0", "1,7,1,0,1,0,0,0,0", "2,8,2,0,0,1,0,0,0");
        Write("same.csv", ",eeg_id," + Columns, "2,8,0.5,0.1,0.1,0.1,0.1,0.1", "0,7,0.5,0.1,0.1,0.1,0.1,0.1", "1,7,0.5,0.1,0.1,0.1,0.1,0.1");
        var result = await HmsCommand.RunAsync("ensemble", "--predictions", _folder["same.csv"], "--truth", _folder["t.csv"], "--folds", "2");
        Assert.Equal((ExitCodes.Success, true), (result.ExitCode, result.Error.Contains("joined by row number", StringComparison.Ordinal)));
        Write("shuffled.csv", ",eeg_id," + Columns, "0,8,0.5,0.1,0.1,0.1,0.1,0.1", "1,7,0.5,0.1,0.1,0.1,0.1,0.1", "2,7,0.5,0.1,0.1,0.1,0.1,0.1");
        await Refuses("t.csv row 2, column eeg_id: is 7, but " + _folder["shuffled.csv"] + " row 2 has eeg_id 8", "--predictions", _folder["shuffled.csv"], "--truth", _folder["t.csv"], "--folds", "2");
        Write("g.csv", ",eeg_id,patient_id", "0,8,2", "1,7,1", "2,7,1"); // by its row numbers, the patients of other rows
        Assert.Equal(2, (await Json("--predictions", _folder["same.csv"], "--truth", _folder["t.csv"], "--groups", _folder["g.csv"], "--folds", "2")).GetProperty("patients").GetInt32());
    }

    [Fact]
    public async Task Ensemble_PatientsOrFoldsContradict_RefusesOrPartsByPatients()
    {
        Write("p.csv", File.ReadLines(_folder["a.csv"]).Select((line, i) => line + (i == 0 ? ",patient_id" : i == 3 ? ",99" : ",1" + "112345"[i - 1])).ToArray());
        await Refuses("truth.csv row 4, column patient_id: is 12, but " + _folder["p.csv"] + " row 4 has patient_id 99", "--predictions", _folder["p.csv"], "--truth", _folder["truth.csv"], "--folds", "2");
        Write("g.csv", "label_id,patient_id", "1,11", "2,11", "3,12", "4,13", "5,99", "6,15");
        await Refuses("g.csv row 6, column patient_id: is 99, but", "--predictions", _folder["a.csv"], "--truth", _folder["truth.csv"], "--groups", _folder["g.csv"], "--folds", "2");
        Write("f.csv", File.ReadLines(_folder["a.csv"]).Select((line, i) => line + (i == 0 ? ",fold" : $",{i % 2}")).ToArray());
        Write("five.csv", File.ReadLines(_folder["truth.csv"]).Select(line => line.Replace("6,15,", "6,16,", StringComparison.Ordinal)).ToArray());
        var result = await HmsCommand.RunAsync("ensemble", "--predictions", _folder["f.csv"], _folder["b.csv"], "--truth", _folder["five.csv"]);
        Assert.True(result.ExitCode == ExitCodes.Success, result.Error);
        Assert.Contains("are not the same parts of the rows; parts of the patients", result.Error, StringComparison.Ordinal);
        Write("anonymous.csv", File.ReadLines(_folder["truth.csv"]).Select(line => line.Replace("patient_id", "x", StringComparison.Ordinal)).ToArray());
        await Refuses("no file names the patients", "--predictions", _folder["f.csv"], _folder["b.csv"], "--truth", _folder["anonymous.csv"]);
    }

    /// <summary>The truth's shares stand beside the predictions: whatever the columns are called, the truth must not be taken for the model.</summary>
    [Theory]
    [InlineData("pred_0,pred_1,pred_2,pred_3,pred_4,pred_5", "by position")]
    [InlineData("oof_pred_1,oof_pred_2,oof_pred_3,oof_pred_4,oof_pred_5,oof_pred_6", "by position")]
    [InlineData("0,1,2,3,4,5", "which of them are the predictions?")]
    [InlineData("x_0,x_1,x_2,x_3,x_4,x_5", "holds the truth itself")]
    public async Task Ensemble_TruthBesideNumberedPredictions_IsNeverTakenForThem(string numbered, string message)
    {
        string[] shares = ["1,0,0,0,0,0", "0,0.5,0.5,0,0,0", "0,0,0,0,0,1", "0,0,0,0.5,0.5,0", "0,0,1,0,0,0", "0.1667,0.1667,0.1667,0.1667,0.1666,0.1666"];
        Write("both.csv", File.ReadLines(_folder["a.csv"]).Select((line, i) => i == 0 ? line + ",loss," + numbered : $"{i},{shares[i - 1]},7.5,{line[2..]}").ToArray());
        string[] arguments = ["--predictions", _folder["both.csv"], "--truth", _folder["truth.csv"], "--folds", "2"];
        var result = await HmsCommand.RunAsync(["ensemble", .. arguments, "--json"]);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        if (result.ExitCode != ExitCodes.Success) { return; }
        var plain = await Json("--predictions", _folder["a.csv"], "--truth", _folder["truth.csv"], "--folds", "2");
        Assert.Equal(Single(plain), Single(JsonDocument.Parse(result.Out).RootElement), Tolerance);
        await Json("--predictions", _folder["both.csv"], "--groups", _folder["truth.csv"], "--folds", "2"); // its own votes are the truth
    }

    /// <summary>Predictions of whole EEGs are judged by the votes of all rows of an EEG; an id of one of its rows is told of.</summary>
    [Fact]
    public async Task Ensemble_TruthOfLabelRows_SumsTheVotesOfAnEeg()
    {
        const string Columns = "seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote";
        Write("train.csv", "eeg_id,eeg_sub_id,label_id,patient_id," + Columns, "7,0,70,1,3,0,0,0,0,0", "7,1,71,1,0,1,0,0,0,0", "8,0,80,2,0,0,2,0,0,0", "9,0,90,3,0,0,0,0,0,5");
        Write("p.csv", "eegId," + Columns, "9,0.1,0.1,0.1,0.1,0.1,0.5", "8.0,0.1,0.1,0.5,0.1,0.1,0.1", "7e0,0.5,0.1,0.1,0.1,0.1,0.1");
        var result = await HmsCommand.RunAsync("ensemble", "--predictions", _folder["p.csv"], "--truth", _folder["train.csv"], "--folds", "3", "--json");
        Assert.Contains("the votes of an EEG's rows are summed (4 rows, 3 EEGs)", result.Error, StringComparison.Ordinal);
        var expected = (0.75 * Math.Log(0.75 / 0.5) + 0.25 * Math.Log(0.25 / 0.1) + 2 * Math.Log(2)) / 3;
        Assert.Equal(expected, Single(JsonDocument.Parse(result.Out).RootElement), Tolerance);
        Write("labelled.csv", "eeg_id,label_id," + Columns, "9,90,0.1,0.1,0.1,0.1,0.1,0.5", "8,80,0.1,0.1,0.5,0.1,0.1,0.1", "7,71,0.5,0.1,0.1,0.1,0.1,0.1");
        await Refuses("take that id (label_id, eeg_sub_id) out of the predictions", "--predictions", _folder["labelled.csv"], "--truth", _folder["train.csv"], "--folds", "3");
        Write("folds.csv", File.ReadLines(_folder["train.csv"]).Select((line, i) => line + (i == 0 ? ",fold" : $",{i % 2}")).ToArray()); // rows of EEG 7 are in two
        Assert.Equal(expected, Single(await Json("--predictions", _folder["p.csv"], "--truth", _folder["folds.csv"], "--folds", "3")), Tolerance);
        Write("patients.csv", File.ReadLines(_folder["train.csv"]).Select(line => line.Replace("7,1,71,1,", "7,1,71,4,", StringComparison.Ordinal)).ToArray());
        await Refuses("an EEG is of one patient", "--predictions", _folder["p.csv"], "--truth", _folder["patients.csv"], "--folds", "3");
        Write("shares.csv", File.ReadLines(_folder["train.csv"]).Select(line => line.Replace("3,0,0,0,0,0", "0.75,0.25,0,0,0,0", StringComparison.Ordinal)).ToArray());
        await Refuses("shares cannot be summed", "--predictions", _folder["p.csv"], "--truth", _folder["shares.csv"], "--folds", "3");
    }

    /// <summary>One model by label_id and one by eeg_id, both of which the truth has; and ids of rows that the file of another author chose otherwise.</summary>
    [Fact]
    public async Task Ensemble_FilesOfSeveralIds_JoinsEachToTheTruth()
    {
        const string Columns = "seizure,lpd,gpd,lrda,grda,other";
        Write("t.csv", "eeg_id,label_id,patient_id," + Columns, "7,70,1,1,0,0,0,0,0", "8,80,2,0,1,0,0,0,0", "9,90,3,0,0,1,0,0,0");
        Write("label.csv", "label_id," + Columns, "90,0.1,0.1,0.5,0.1,0.1,0.1", "70,0.5,0.1,0.1,0.1,0.1,0.1", "80,0.1,0.5,0.1,0.1,0.1,0.1");
        Write("eeg.csv", "eeg_id," + Columns, "8,0.1,0.4,0.2,0.1,0.1,0.1", "9,0.1,0.2,0.4,0.1,0.1,0.1", "7,0.4,0.2,0.1,0.1,0.1,0.1");
        var report = await Json("--predictions", _folder["label.csv"], _folder["eeg.csv"], "--truth", _folder["t.csv"], "--folds", "3");
        Assert.Equal(Math.Log(2), Single(report), Tolerance);
        Assert.Equal(Math.Log(2.5), report.GetProperty("singles")[1].GetProperty("kl").GetDouble(), Tolerance);
        Write("other.csv", "eeg_id,label_id,patient," + Columns, "8,81,b,0.1,0.4,0.2,0.1,0.1,0.1", "9,90,c,0.1,0.2,0.4,0.1,0.1,0.1", "7,70,a,0.4,0.2,0.1,0.1,0.1,0.1");
        var other = await HmsCommand.RunAsync("ensemble", "--predictions", _folder["other.csv"], "--truth", _folder["t.csv"], "--folds", "3", "--json");
        Assert.Contains("name other rows of an EEG (label_id)", other.Error, StringComparison.Ordinal); // by label_id two of three rows would be shared, by eeg_id all are
        Assert.Equal(Math.Log(2.5), Single(JsonDocument.Parse(other.Out).RootElement), Tolerance);
        Write("id.csv", "id," + Columns, "0,0.5,0.1,0.1,0.1,0.1,0.1", "1,0.1,0.5,0.1,0.1,0.1,0.1", "2,0.1,0.1,0.5,0.1,0.1,0.1");
        Write("idt.csv", "id,patient_id," + Columns, "2,3,0,0,3,0,0,0", "1,2,0,3,0,0,0,0", "0,1,3,0,0,0,0,0");
        Assert.Contains("joined by row number (id)", (await HmsCommand.RunAsync("ensemble", "--predictions", _folder["id.csv"], "--truth", _folder["idt.csv"], "--folds", "3")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensemble_WrongOrderOfClassesOrRows_IsWarnedOf()
    {
        var (rows, truth, swapped, turned) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        for (var i = 0; i < 60; i++)
        {
            var votes = Enumerable.Range(0, 6).Select(c => c == i % 6 ? 3 : 0).ToArray();
            double[] p = [.. votes.Select(v => v > 0 ? 0.6 : 0.08)];
            truth.Add($"{1000 + i},{i},{string.Join(',', votes)}");
            swapped.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{1000 + i},{p[0]},{p[2]},{p[1]},{p[3]},{p[4]},{p[5]}"));
            turned.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{1000 + i % 6 * 10 + i / 6},{p[0]},{p[1]},{p[2]},{p[3]},{p[4]},{p[5]}"));
        }
        const string Columns = "seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote";
        Write("t.csv", ["eeg_id,patient_id," + Columns, .. truth]);
        Write("swapped.csv", ["eeg_id," + Columns, .. swapped]);
        Write("turned.csv", ["eeg_id," + Columns, .. turned]);
        Task<CommandResult> Run(string file) => HmsCommand.RunAsync("ensemble", "--predictions", _folder[file], "--truth", _folder["t.csv"]);
        Assert.Contains("read as Seizure, GPD, LPD, LRDA, GRDA, Other for Seizure, LPD, GPD", (await Run("swapped.csv")).Error, StringComparison.Ordinal);
        Assert.Contains("is worse than 1.7918, which the mean votes get", (await Run("turned.csv")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensemble_RowsThatAreLeftOutAndCompressedFiles_AreNoObstacle()
    {
        Write("more.csv", [.. File.ReadLines(_folder["a.csv"]), "99,,,,,,", "98,0,0,0,0,0,0"]);
        Write("votes.csv", [.. File.ReadLines(_folder["truth.csv"]), "97,16,0,0,0,0,0,0"]);
        using (var gzip = new System.IO.Compression.GZipStream(File.Create(_folder["more.csv.gz"]), System.IO.Compression.CompressionLevel.Fastest)) { gzip.Write(File.ReadAllBytes(_folder["more.csv"])); }
        var plain = await Json("--predictions", _folder["a.csv"], "--truth", _folder["truth.csv"], "--folds", "2");
        var report = await Json("--predictions", _folder["more.csv.gz"], "--truth", _folder["votes.csv"], "--folds", "2", "--inner");
        Assert.Equal(Single(plain), Single(report), Tolerance);
        Assert.Equal(("more", 3), (report.GetProperty("singles")[0].GetProperty("name").GetString(), report.GetProperty("leftOutRows").GetInt32()));
        Write("p0.csv", [.. File.ReadLines(_folder["a.csv"]).Take(4)]);
        Write("p1.csv", [.. File.ReadLines(_folder["a.csv"]).Where((_, i) => i is 0 or > 3)]);
        await Refuses("put them into one file", "--predictions", _folder["p0.csv"], _folder["p1.csv"], "--truth", _folder["truth.csv"], "--folds", "2");
    }

    [Fact]
    public async Task Ensemble_ThreeDigits_WarnsOnceAndWritesNoNaN()
    {
        File.WriteAllText(_folder["a.csv"], File.ReadAllText(_folder["a.csv"]).Replace("4,0.1,0.1,0.1,0.3,0.3,0.1", "4,0.1,0.1,0.1,0.302,0.3,0.1", StringComparison.Ordinal));
        var result = await HmsCommand.RunAsync("ensemble", "--predictions", _folder["a.csv"], _folder["b.csv"], "--truth", _folder["truth.csv"], "--folds", "2", "--json");
        Assert.True(result.ExitCode == ExitCodes.Success, result.Error);
        Assert.Contains("1 of 6 rows do not sum to 1 within 0.001 (row 5: 1.002)", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", result.Out, StringComparison.Ordinal);
        var mean = JsonDocument.Parse(result.Out).RootElement.GetProperty("combinations")[0];
        Assert.Equal(JsonValueKind.Null, mean.GetProperty("gainOverMean").GetProperty("standardErrors").ValueKind);
    }

    [Fact]
    public async Task Ensemble_SumsThatAreNotOne_AreDividedWhereAskedFor()
    {
        Write("scaled.csv", File.ReadLines(_folder["a.csv"]).First(), "1,1.5,0.3,0.3,0.3,0.3,0.3", "2,0.05,0.2,0.1,0.05,0.05,0.05", "3,0.3,0.3,0.3,0.3,0.3,1.5", "4,0.3,0.3,0.3,0.9,0.9,0.3", "5,0.2,0.1,0.4,0.1,0.1,0.1", "6,0.2,0.2,0.2,0.2,0.1,0.1");
        string[] rest = ["--truth", _folder["truth.csv"], "--folds", "2"];
        var refused = await HmsCommand.RunAsync(["ensemble", "--predictions", _folder["scaled.csv"], .. rest]);
        Assert.Equal((ExitCodes.BadInput, true), (refused.ExitCode, refused.Error.Contains("scaled.csv row 2: the probabilities sum to 3", StringComparison.Ordinal) && refused.Error.Contains("--renormalize", StringComparison.Ordinal)));
        var divided = await HmsCommand.RunAsync(["ensemble", "--predictions", _folder["scaled.csv"], .. rest, "--renormalize", "--json"]);
        Assert.Contains("4 of 6 rows do not sum to 1 within 0.001 (row 2: 3); they are divided by their sums", divided.Error, StringComparison.Ordinal);
        var plain = await Json(["--predictions", _folder["a.csv"], .. rest]);
        Assert.Equal(plain.GetProperty("singles")[0].GetProperty("kl").GetDouble(), JsonDocument.Parse(divided.Out).RootElement.GetProperty("singles")[0].GetProperty("kl").GetDouble(), Tolerance);
    }

    [Fact]
    public async Task Ensemble_RealNetwork_GivesItsKnownFigures()
    {
        var report = await Json("--predictions", SharedData.Require("iiic/predictions_35740.csv"), "--ungrouped");
        Assert.Equal(0.5084, report.GetProperty("singles")[0].GetProperty("kl").GetDouble(), 5e-5);
        var both = report.GetProperty("combinations").EnumerateArray().Single(combination => combination.GetProperty("name").GetString() == "mean, temperature and class bias");
        Assert.Equal(0.3623, both.GetProperty("crossFittedKl").GetDouble(), 5e-4); // SciPy in-sample 0.36228; cross-fitted a little above
        Assert.True(both.GetProperty("crossFittedKl").GetDouble() > both.GetProperty("optimisticInSampleKl").GetDouble());
    }

    [Theory]
    [InlineData("4,0.1,0.1,0.1,0.3,0.3,0.1", "4,0.1,0.1,0.1,0.3,0.3,NaN", "a.csv row 5, column other_vote: is NaN")]
    [InlineData("4,0.1,0.1,0.1,0.3,0.3,0.1", "4,0.1,0.1,0.1,0.3,0.5,-0.1", "a.csv row 5, column other_vote: -0.1 is negative")]
    [InlineData("4,0.1,0.1,0.1,0.3,0.3,0.1", "4,0.1,0.1,0.1,0.3,0.3,0.2", "a.csv row 5: the probabilities sum to 1.1")]
    [InlineData("4,0.1,0.1,0.1,0.3,0.3,0.1", "4,0.1,0.1,0.1,0.3,0.3,?", "a.csv row 5, column other_vote: \"?\" is no number")]
    [InlineData("4,0.1,0.1,0.1,0.3,0.3,0.1", "3,0.1,0.1,0.1,0.3,0.3,0.1", "a.csv row 5, column label_id: 3 occurs twice, first in row 4")]
    [InlineData("4,0.1,0.1,0.1,0.3,0.3,0.1", ",0.1,0.1,0.1,0.3,0.3,0.1", "a.csv row 5, column label_id: is empty")]
    [InlineData("4,0.1,0.1,0.1,0.3,0.3,0.1", "44,0.1,0.1,0.1,0.3,0.3,0.1", "of 7 ids (first: label_id 4")]
    [InlineData("lpd_vote", "lbd_vote", "a.csv row 1: misses lpd_vote")]
    public async Task Ensemble_BadPredictions_SaysWhereAndWhatToDo(string old, string replacement, string message)
    {
        File.WriteAllText(_folder["a.csv"], File.ReadAllText(_folder["a.csv"]).Replace(old, replacement, StringComparison.Ordinal));
        await Refuses(message, "--predictions", _folder["a.csv"], _folder["b.csv"], "--truth", _folder["truth.csv"], "--folds", "2");
    }

    [Theory]
    [InlineData("6,15,1,1,1,1,1,1", "6,15,0,0,0,0,0,0", "truth.csv row 7: all votes are 0")]
    [InlineData("patient_id", "x", "Give --groups FILE")]
    [InlineData("6,15,1,1,1,1,1,1", "6,,1,1,1,1,1,1", "truth.csv row 7, column patient_id: is empty")]
    public async Task Ensemble_BadTruth_SaysWhereAndWhatToDo(string old, string replacement, string message)
    {
        File.WriteAllText(_folder["truth.csv"], File.ReadAllText(_folder["truth.csv"]).Replace(old, replacement, StringComparison.Ordinal));
        await Refuses(message, "--predictions", _folder["a.csv"], "--truth", _folder["truth.csv"]);
    }

    [Fact]
    public async Task Ensemble_WrongOptions_SaysWhatToGive()
    {
        await Refuses("--truth FILE", "--predictions", _folder["a.csv"]);
        await Refuses("is given twice", "--predictions", _folder["a.csv"], _folder["a.csv"], "--truth", _folder["truth.csv"], "--folds", "2");
        await Refuses("too few for 5 parts", "--predictions", _folder["a.csv"], "--truth", _folder["truth.csv"], "--min-votes", "6");
        await Refuses("No row has 50 votes", "--predictions", _folder["a.csv"], "--truth", _folder["truth.csv"], "--min-votes", "50");
        await Refuses("--combine best is unknown", "--predictions", _folder["a.csv"], "--truth", _folder["truth.csv"], "--combine", "best");
    }

    private async Task<JsonElement> Json(params string[] arguments)
    {
        var result = await HmsCommand.RunAsync(["ensemble", .. arguments, "--json"]);
        Assert.True(result.ExitCode == ExitCodes.Success, result.Error);
        return JsonDocument.Parse(result.Out).RootElement;
    }

    private static double Single(JsonElement report) => report.GetProperty("singles")[0].GetProperty("kl").GetDouble();

    private static async Task Refuses(string message, params string[] arguments)
    {
        var result = await HmsCommand.RunAsync(["ensemble", .. arguments]);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
    }

    private void Write(string name, params string[] lines) => File.WriteAllLines(_folder[name], lines);
}
