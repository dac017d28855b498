using Hms.Data.Spectrograms;

namespace Hms.Experiments.Reporting;

/// <summary>Shows the making of spectrogram files on a progress line.</summary>
internal sealed class SpectrogramProgress(ProgressLine line) : IProgress<SpectrogramMakingProgress>
{
    /// <inheritdoc />
    public void Report(SpectrogramMakingProgress value)
    {
        line.Total = value.Total;
        line.Report(value.Done);
    }
}
