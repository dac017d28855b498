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
        Assert.Contains("Warning class-shift train.csv  fold 0 (9 EEGs of 1 patients): its votes differ from the other folds' by 1.00 in total variation (named above 0.10), most in Seizure: 100 % against 0 %. stratifiedGroupKFold evens that out.", found);
        Assert.Contains(found, text => text.StartsWith("Warning vote-shift train.csv  fold 0: ", StringComparison.Ordinal));
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
