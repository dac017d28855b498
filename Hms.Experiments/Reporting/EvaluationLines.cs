using System.Globalization;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Reporting;

/// <summary>An evaluation in a few lines below the figures of a run.</summary>
internal static class EvaluationLines
{
    /// <summary>Writes the lines.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="evaluation">The evaluation.</param>
    public static void Write(TextWriter output, ModelEvaluation evaluation)
    {
        var all = evaluation.All;
        output.WriteLine($"  interval of the KL      {Interval(all)}");
        if (evaluation.HighVotes is { } high)
        {
            output.WriteLine($"  KL, rows >= {F(evaluation.HighVoteThreshold, "0.#"),-2} votes    {F(high.Kl)}   ({high.Rows} rows of {high.Patients} patients; {Interval(high)})");
        }
        output.WriteLine($"  accuracy                {F(all.Accuracy, "F3")}    (the class with most votes is the most probable one)");
        output.WriteLine($"  calibration error       {F(evaluation.Reliability[0].CalibrationError, "F3")}    (mean distance of probabilities from the votes that came, all classes)");
        output.WriteLine($"  parts of the KL         {string.Join(", ", evaluation.Classes.Select(c => $"{c.Name} {F(c.KlPart, "F3")}"))}");
    }

    /// <summary>An interval in words.</summary>
    public static string Interval(ScoreFigures figures) => figures.Interval is { } interval
        ? $"{F(100 * interval.Level, "0.#")} % {F(interval.Low)} to {F(interval.High)} by patient"
        : $"none: {figures.Patients} patients are too few";

    private static string F(double value, string format = "F4") => value.ToString(format, CultureInfo.InvariantCulture);
}
