using Hms.Experiments.Configuration.Steps;
using Hms.Signal.Spectra;
using Hms.Transforms;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps from signals to spectra.</summary>
internal static class SpectrumSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed)
    {
        var (input, output) = (step.InputColumn, step.OutputColumn);
        return step.Settings switch
        {
            SpectrogramStep s => transforms.ComputeSpectrogram(Spectrogram(s, input, output)),
            _ => null,
        };
    }

    private static SpectrogramComputingOptions Spectrogram(SpectrogramStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        WindowSamples = step.WindowSamples,
        HopSamples = step.HopSamples,
        FftLength = step.FftLength,
        Window = step.Window switch { SpectrogramWindow.Tukey => WindowFunction.Tukey, SpectrogramWindow.Hamming => WindowFunction.Hamming, _ => WindowFunction.Hann },
        Detrend = step.Detrend switch { DetrendMethod.None => Detrending.None, DetrendMethod.Linear => Detrending.Linear, _ => Detrending.Constant },
        LowHz = step.LowHz ?? 0,
        HighHz = step.HighHz,
        Averaging = step.Average == SpectrogramAverage.Chains ? SpectrogramAveraging.Chains : SpectrogramAveraging.None,
    };
}
