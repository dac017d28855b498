using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Splits;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands.Data;

/// <summary><c>hms data split</c>: writes a fold file.</summary>
internal static class SplitDataCommand
{
    private static readonly Dictionary<string, SplitMethod> Methods = new(StringComparer.Ordinal)
    {
        ["groupKFold"] = SplitMethod.GroupKFold, ["stratifiedGroupKFold"] = SplitMethod.StratifiedGroupKFold, ["leaveOneGroupOut"] = SplitMethod.LeaveOneGroupOut, ["kFold"] = SplitMethod.KFold,
    };

    public static Command Create(CommandTerminal terminal)
    {
        var defaults = new SplitOptions();
        var root = new Option<DirectoryInfo>("--root") { Description = "Folder of the data set.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "Fold file to write: eeg_id, patient_id, fold.", Required = true };
        var method = new Option<string>("--method") { Description = "How to split. kFold takes EEGs at random, whoever they are of: it leaks.", DefaultValueFactory = _ => "groupKFold" };
        method.AcceptOnlyFromAmong([.. Methods.Keys]);
        var folds = new Option<int?>("--folds") { Description = "Number of folds; of leaveOneGroupOut the most that are allowed.", DefaultValueFactory = _ => null };
        CommonOptions.RequireAtLeastOne(folds);
        var seed = new Option<ulong>("--seed") { Description = "Seed of kFold.", DefaultValueFactory = _ => 1 };
        var json = CommonOptions.Json();
        var command = new Command("split", "Write a fold file, which \"folds\": { \"file\": ... } reads, and show how the folds differ.") { root, output, method, folds, seed, json };
        command.SetAction(parsed =>
        {
            var options = new SplitOptions { Method = Methods[parsed.GetRequiredValue(method)], FoldCount = parsed.GetValue(folds) ?? defaults.FoldCount, MaximumFolds = parsed.GetValue(folds) ?? defaults.MaximumFolds, Seed = parsed.GetValue(seed) };
            if (options.Validate() is { Count: > 0 }) { throw new UserErrorException($"--folds {options.FoldCount} must be at least 2."); }
            var rows = RowTable.FromLabels(HmsFolder.Open(parsed.GetRequiredValue(root).FullName).ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum);
            var split = FoldAssignment.Of(rows, options);
            if (split.Leak is { } leak) { terminal.Error.WriteLine($"warning: {leak}"); }
            var path = parsed.GetRequiredValue(output).FullName;
            OutputFile.RequireNotOf(parsed.GetRequiredValue(root).FullName, path, "--out");
            split.Write(path);
            var summary = new SplitSummary(path, split.Options.Method, split.Sha256, split.Leak, SplitFold.Of(rows, split));
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(summary, ReportJson.Options)); }
            else { Write(summary, terminal.Out); }
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(SplitSummary summary, TextWriter output)
    {
        output.WriteLine($"fold    EEGs patients {string.Concat(VoteClasses.Names.Select(name => name.PadLeft(9)))}   (share of the EEGs by the class with most votes)");
        foreach (var fold in summary.Folds)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fold.Fold,4} {fold.Eegs,7} {fold.Patients,8} {string.Concat(fold.ClassShares.Select(share => (100 * share).ToString("F1", CultureInfo.InvariantCulture).PadLeft(7) + " %"))}"));
        }
        output.WriteLine($"{summary.Path}   sha256 {summary.Sha256[..12]}");
    }

    /// <summary>What was written.</summary>
    private sealed record SplitSummary(string Path, SplitMethod Method, string Sha256, string? Leak, IReadOnlyList<SplitFold> Folds);

    /// <summary>One fold: its load and the shares of the classes.</summary>
    private sealed record SplitFold(int Fold, int Eegs, int Patients, IReadOnlyList<double> ClassShares)
    {
        public static IReadOnlyList<SplitFold> Of(IReadOnlyList<RecordingRow> rows, FoldAssignment split) =>
        [
            .. rows.Zip(split.FoldOfRow, (row, fold) => (Row: row, Fold: fold)).GroupBy(pair => pair.Fold, pair => pair.Row).OrderBy(fold => fold.Key).Select(fold => new SplitFold(
                fold.Key, fold.Count(), fold.Select(row => row.PatientId).Distinct().Count(),
                [.. Enumerable.Range(0, VoteClasses.Count).Select(c => fold.Count(row => VoteClasses.IndexOfLargest(row.Votes!) == c) / (double)fold.Count())])),
        ];
    }
}
