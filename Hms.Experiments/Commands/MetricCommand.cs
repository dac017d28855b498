using System.CommandLine;
using System.Text.Json;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands;

/// <summary><c>hms metric kl</c>: the competition's metric of a submission, beside the predictors that look at nothing.</summary>
internal static class MetricCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var truth = new Option<FileInfo>("--truth") { Description = "Labels, in the columns of train.csv.", Required = true };
        var prediction = new Option<FileInfo>("--prediction") { Description = "Submission: eeg_id and six probabilities that sum to 1 within 1e-5.", Required = true };
        var minVotes = new Option<int>("--min-votes") { Description = "Only EEGs with a label row of at least this many votes." };
        var json = CommonOptions.Json();
        var kl = new Command("kl", "Mean Kullback-Leibler divergence of the votes from the predictions, in nat.") { truth, prediction, minVotes, json };
        kl.SetAction(parsed =>
        {
            var report = Evaluate(parsed.GetRequiredValue(truth).FullName, parsed.GetRequiredValue(prediction).FullName, parsed.GetValue(minVotes));
            Write(report, parsed.GetValue(json), terminal);
            return ExitCodes.Success;
        });
        return new Command("metric", "Score predictions against votes.") { kl };
    }

    private static SubmissionReport Evaluate(string truthPath, string predictionPath, int minVotes)
    {
        var rows = RowTable.FromLabels(LabelFile.ReadLabels(truthPath), RowUnit.Eeg, VoteAggregation.Sum);
        return SubmissionReport.Of(rows, SubmissionFile.Read(predictionPath), minVotes, truthPath, predictionPath);
    }

    private static void Write(SubmissionReport report, bool json, CommandTerminal terminal)
    {
        if (json)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Options));
            return;
        }
        var output = terminal.Out;
        output.WriteLine($"{report.ScoredEegs} EEGs of {report.Patients} patients{(report.MinVotes > 0 ? $" with at least {report.MinVotes} votes" : "")}");
        output.WriteLine($"  KL of the predictions   {report.Kl:F4}");
        output.WriteLine($"  KL of the class prior   {report.PriorKl:F4}   (one constant: the mean of these votes)");
        output.WriteLine($"  KL of uniform           {report.UniformKl:F4}");
        output.WriteLine($"  gain over the prior     {report.GainOverPrior:F4} +- {report.GainStandardError:F4} (standard error by patient)");
        if (report.MissingEegs > 0)
        {
            output.WriteLine($"  {report.MissingEegs} EEGs of the truth have no prediction and are NOT counted above: this is not a complete submission.");
        }
    }
}
