using Hms.Data.Checks;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Checks;

public sealed class FoldCheckTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_NoFoldFile_LooksAtFiveFoldsByPatient()
    {
        // 10 patients, all LPD with 3 votes, but patient 0 who has 9 of 18 EEGs, all Seizure with 12 votes.
        var rows = Enumerable.Range(0, 18).Select(i => i < 9 ? $"{i},0,0,,0,0,{i},0,Seizure,12,0,0,0,0,0" : $"{i},0,0,,0,0,{i},{i},LPD,0,3,0,0,0,0");
        var report = Check([.. rows], null);
        Assert.Equal("groupKFold", report.FoldSource);
        Assert.Equal((18, 5), (report.Folds.Sum(fold => fold.Eegs), report.Folds.Count));
        var first = report.Folds[0];
        Assert.Equal((9, 1, 1.0, 1.0), (first.Eegs, first.Patients, first.ManyVotesShare, first.VoteShift));
        Assert.Equal([1, 0, 0, 0, 0, 0], first.MeanVotes);
        Assert.Equal(1, first.ClassShift, 12); // all of its votes are on a class that no other fold has
        var found = Messages(report);
        Assert.Contains("Warning uneven-folds train.csv  5 folds by patient hold 2 to 9 of 18 EEGs. Patient 0 alone has 50 %.", found);
        Assert.Contains(found, text => text.StartsWith("Warning class-shift train.csv  5 of 5 folds have other classes than the rest, the most fold 0 (9 EEGs of 1 patients): 1.00 in total variation (named above 0.10), most in Seizure: 100 % against 0 %. In 95 of 100 random splits by patient the largest is ", StringComparison.Ordinal));
        Assert.Contains("Warning vote-shift train.csv  5 of 5 folds have more or fewer rows of 10 votes or more than the rest, the most fold 0: 100 % of its 9 EEGs against 0 % (named above 10 %). Such rows are harder, so KL differs from fold to fold.", found);
    }

    [Fact]
    public void Run_ClassesInTheOrderOfPatients_ShiftMoreThanChanceBrings()
    {
        // 60 patients: the first 30 LPD, the others GPD; a file that cuts between them, and a fair one.
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => $"{i},0,0,,0,0,{i},{i},LPD,0,{(i < 30 ? 3 : 0)},{(i < 30 ? 0 : 3)},0,0,0")];
        File.WriteAllText(_folder["cut.csv"], "eeg_id,fold\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i / 30}\n")));
        File.WriteAllText(_folder["fair.csv"], "eeg_id,fold\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i % 2}\n")));
        var cut = Check(rows, _folder["cut.csv"]);
        Assert.Equal([1.0, 1.0], cut.Folds.Select(fold => fold.ClassShift));
        Assert.InRange(cut.ClassShiftByChance!.Value, 0.15, 0.45); // two halves of 30: standard error of a share's difference 0.13, two-sided 95 %: 0.25
        Assert.Contains(cut.Findings, finding => finding.Code == "class-shift" && finding.Message.Contains("that is more than chance", StringComparison.Ordinal));
        var fair = Check(rows, _folder["fair.csv"]);
        Assert.DoesNotContain(fair.Findings, finding => finding.Code == "class-shift");
        Assert.Equal(cut.ClassShiftByChance.Value, fair.ClassShiftByChance!.Value, 0.1);
    }

    [Fact]
    public void Run_FoldsAlike_NamesNoShift()
    {
        var report = Check([.. Enumerable.Range(0, 20).Select(i => $"{i},0,0,,0,0,{i},{i},LPD,1,3,0,0,0,0")], null);
        Assert.DoesNotContain(report.Findings, finding => finding.Code is "class-shift" or "vote-shift");
        Assert.All(report.Folds, fold => Assert.Equal((4, 4, 0.0), (fold.Eegs, fold.Patients, fold.VoteShift)));
    }

    [Fact]
    public void Run_BrokenFoldFile_NamesEveryProblem()
    {
        File.WriteAllText(_folder["folds.csv"], "eeg_id,fold\n0,0\n1,1\n2,1\n77,0\n3,x\n0,1\n");
        var report = Check(["0,0,0,,0,0,0,10,LPD,0,3,0,0,0,1", "1,0,0,,0,0,1,10,LPD,0,3,0,0,0,1", "2,0,0,,0,0,2,11,LPD,0,3,0,0,0,1", "3,0,0,,0,0,3,12,LPD,0,3,0,0,0,1"], _folder["folds.csv"]);
        Assert.True(report.HasErrors);
        Assert.Equal(
        [
            "Error fold-file folds.csv 5 77 is no EEG of the data set; take the row out.",
            "Error fold-file folds.csv 6 \"x\" is no whole number.",
            "Error fold-file folds.csv 7 EEG 0 has fold 0 in row 2 and fold 1 here; an EEG has one.",
            "Error fold-file folds.csv  gives EEG 3 no fold; add a row for it.",
            "Error fold-leak folds.csv  patient 10 is in the folds 0, 1 with 2 EEGs; scores are too good. Give each patient one fold.",
        ], Messages(report).Where(text => text.Contains("fold-", StringComparison.Ordinal)));
        Assert.Equal((_folder["folds.csv"], 2), (report.FoldSource, report.Folds.Count));
    }

    [Fact]
    public void Run_FoldFileThatIsNone_IsOneFinding()
    {
        var finding = Assert.Single(Check(["0,0,0,,0,0,0,10,LPD,0,3,0,0,0,1"], _folder["none.csv"]).Findings, finding => finding.Code == "fold-file");
        Assert.Equal(("none.csv", FindingSeverity.Error), (finding.File, finding.Severity));
        Assert.StartsWith("cannot be opened", finding.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Messages(DataCheckReport report) => report.Findings.Select(finding => $"{finding.Severity} {finding.Code} {finding.File} {finding.Row} {finding.Message}");

    private DataCheckReport Check(string[] rows, string? foldFile)
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels(rows));
        return DataCheck.Run(_folder.Path, new DataCheckOptions { FoldFile = foldFile }, ct: TestContext.Current.CancellationToken);
    }
}
