using System.Globalization;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;

namespace Hms.Experiments.Reporting;

/// <summary>The figures of a run, in words that say what is comparable.</summary>
internal static class RunSummary
{
    /// <summary>Writes the lines.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="record">The run.</param>
    /// <param name="evaluation">What the run's held-out predictions say; null leaves it out.</param>
    public static void Write(TextWriter output, RunRecord record, ModelEvaluation? evaluation = null)
    {
        if (record.Result is not { } result) { return; }
        var trial = record.BestTrial is { } number ? $"best trial {number}, " : "";
        output.WriteLine($"{trial}{record.Rows.Count} held-out rows of {record.Rows.Patients} patients, {record.Rows.Folds} folds {(record.Rows.Leak is null ? "grouped by patient" : "of EEGs at random")}");
        if (record.Rows.Leak is { } leak) { output.WriteLine($"  LEAKS: {leak}"); }
        output.WriteLine($"  KL, mean over folds     {F(result.Objective)}   (folds {string.Join(", ", result.FoldKl.Select(k => F(k)))})");
        if (record.KeepsBestEpoch) { output.WriteLine("                          OPTIMISTIC: training.keep is \"best\", so each fold's epoch was chosen on these rows"); }
        output.WriteLine($"  KL, mean over rows      {F(result.Kl)}");
        output.WriteLine($"  KL of the class prior   {F(result.PriorKl)}   (mean over rows; each fold's training rows give the prior)");
        output.WriteLine($"  KL of uniform           {F(result.UniformKl)}");
        output.WriteLine($"  gain over the prior     {F(result.Gain)} +- {F(result.GainStandardError)}   ({F(result.Gain / result.GainStandardError, "F1")} standard errors by patient)");
        if (evaluation is not null) { EvaluationLines.Write(output, evaluation); }
        output.WriteLine($"  KL at the last epoch    {F(result.LastEpochKl)}   (mean over folds)");
        output.WriteLine($"  KL at the best epoch    {F(result.BestEpochKl)}   (mean over folds; chosen on the same rows: optimistic)");
        if (result.Float16Cost is { } cost)
        {
            output.WriteLine($"  cost of float16 weights {cost.ToString("+0.000000;-0.000000;0.000000", CultureInfo.InvariantCulture)}   (mean over folds, held-out rows, against float32 weights; included above{(result.Winner == "refit" ? "; of the fold models, not of the refit" : "")})");
        }
        if (result.FoldKl.Count < record.Rows.Folds) { output.WriteLine($"  only {result.FoldKl.Count} of {record.Rows.Folds} folds were run"); }
        if (record.Saving is { } saving) { output.WriteLine($"  {saving}"); }
        if (record.Rows.Refused.Count > 0) { output.WriteLine($"  {record.Rows.Refused.Count} recordings were left out (run.json names each)"); }
        if (record.SyntheticFloorKl is { } floor)
        {
            output.WriteLine($"  KL floor of this data   {F(floor)}   (votes against the mixtures they were drawn from: no model is better in expectation)");
            output.WriteLine("  synthetic data: no clinical evidence");
        }
    }

    /// <summary>Why a sweep ended before its trials were done, and why it could not be repeated; nothing where neither is so.</summary>
    public static void WriteEnding(TextWriter output, RunRecord record, int finished)
    {
        if (record.Ending is { } ending && finished < record.Trials) { output.WriteLine($"ended        {ending}"); }
        foreach (var reason in record.NotRepeatableBecause) { output.WriteLine($"repeatable   no: {reason}"); }
    }

    private static string F(double? value, string format = "F4") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "?";
}
