using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Studies;

namespace AutoMLSweep;

/// <summary>One line for each finished trial.</summary>
internal sealed class ConsoleMonitor : IMonitor
{
    public void ReportRunningTrial(TrialSettings settings) { }

    public void ReportIntermediate(TrialSettings settings, int step, double value, PruningDecision decision) { }

    public void ReportCompletedTrial(Trial trial) => Console.WriteLine($"trial {trial.Number,3}  {trial.Value:0.0000}  {trial.Duration?.TotalSeconds:0.0} s  {trial.Parameters}");

    public void ReportBestTrial(Trial trial) => Console.WriteLine($"           new best: trial {trial.Number}");

    public void ReportFailTrial(Trial trial) => Console.WriteLine($"trial {trial.Number,3}  failed: {trial.Failure?.Message}");
}
