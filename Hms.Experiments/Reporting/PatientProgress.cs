using Hms.Data.Synthetic;

namespace Hms.Experiments.Reporting;

/// <summary>Shows the making of a synthetic data set on a progress line.</summary>
internal sealed class PatientProgress(ProgressLine line) : IProgress<SyntheticProgress>
{
    /// <inheritdoc />
    public void Report(SyntheticProgress value) => line.Report(value.PatientsDone);
}
