using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Tuning.Analysis.Importance;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study importance</c>: how much each parameter matters.</summary>
internal static class ImportanceCommand
{
    private static readonly Dictionary<string, ImportanceMethod> Methods = new() { ["ped-anova"] = ImportanceMethod.PedAnova, ["fanova"] = ImportanceMethod.Fanova, ["mdi"] = ImportanceMethod.MeanDecreaseImpurity };

    public static Command Create(CommandTerminal terminal)
    {
        var (store, name, objective, parameters, method, json) = (StudyOptions.Store(), StudyOptions.Study(), StudyOptions.Objective(), StudyOptions.Parameters(), Method(), CommonOptions.Json());
        var raw = new Option<bool>("--raw") { Description = "Write the measured figures instead of shares that add up to 1." };
        var pairs = new Option<bool>("--pairs") { Description = "fanova: measure what two parameters explain only together, too." };
        var command = new Command("importance", "Measure how much each parameter matters.") { store, name, method, objective, parameters, raw, pairs, json };
        command.SetAction(parsed =>
        {
            var selected = SelectedStudy.Read(parsed.GetRequiredValue(store), parsed.GetValue(name)).RequireCompleted();
            var options = Options(parsed.GetRequiredValue(method), selected.Parameters(parsed.GetValue(parameters))) with
            {
                Scale = parsed.GetValue(raw) ? ImportanceScale.Raw : ImportanceScale.Normalized, Pairs = parsed.GetValue(pairs) ? ImportancePairs.All : ImportancePairs.None,
            };
            if (options.Validate() is { Count: > 0 } errors) { throw new UserErrorException(string.Join(" ", errors)); }
            var report = ImportanceAnalysis.Compute(selected.Trials, selected.Target(parsed.GetValue(objective)), options);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Options)); }
            else { Write(terminal, selected.Name, report); }
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>The option that names a method.</summary>
    public static Option<string> Method() => new("--method") { Description = "ped-anova (default): what matters for the best trials, conditional parameters included; fanova: shares of the variance over the whole space; mdi: splits of a forest.", DefaultValueFactory = _ => "ped-anova" };

    /// <summary>Options of a method by its word.</summary>
    public static ImportanceOptions Options(string method, IReadOnlyList<string>? parameters) => new() { Method = Methods[StudyOptions.Choose("--method", method, [.. Methods.Keys])], Parameters = parameters };

    private static void Write(CommandTerminal terminal, string study, ImportanceReport report)
    {
        terminal.Out.WriteLine($"{study}: importance for {report.Target}, {Reporting.Studies.ImportanceFigure.Name(report.Method)}, {report.TrialCount} completed trials");
        ResultTable.Write(terminal, ["parameter", "importance", "+-", "trials"], report.Parameters.Select(x => (IReadOnlyList<string>)[x.Name, Number(x.Importance), x.StandardDeviation is { } spread ? Number(spread) : "", $"{x.TrialCount}"]));
        if (report.Pairs.Count > 0) { ResultTable.Write(terminal, ["only together", "", "importance", "+-"], report.Pairs.Select(x => (IReadOnlyList<string>)[x.First, x.Second, Number(x.Importance), Number(x.StandardDeviation)])); }
        foreach (var note in report.Notes) { terminal.Error.WriteLine($"note: {note}"); }
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) is 0 or >= 0.001 ? "F4" : "G3", CultureInfo.InvariantCulture);
}
