using Hms.Data.Edf.Import;

namespace Hms.Experiments.Reporting;

/// <summary>Shows how many recordings are imported.</summary>
internal sealed class ImportProgress(ProgressLine line) : IProgress<EdfImportProgress>
{
    public void Report(EdfImportProgress value)
    {
        line.Total = value.Total;
        line.Report(value.Recordings);
    }
}
