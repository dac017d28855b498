using Hms.Experiments.Configuration.Steps;
using Hms.Signal.Wavelets;
using Hms.Transforms;
using Hms.Transforms.Steps.Wavelets;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps on wavelet coefficients.</summary>
internal static class WaveletSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed)
    {
        var (input, output) = (step.InputColumn, step.OutputColumn);
        return step.Settings switch
        {
            DenoiseStep s => transforms.DenoiseWavelet(Denoising(s, input, output)),
            _ => null,
        };
    }

    private static WaveletDenoisingOptions Denoising(DenoiseStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        Wavelet = step.Wavelet,
        Mode = step.Mode == DenoiseMode.Symmetric ? WaveletMode.Symmetric : WaveletMode.Periodization,
        Threshold = step.Threshold == DenoiseThreshold.Soft ? ThresholdRule.Soft : ThresholdRule.Hard,
        Noise = step.Noise == DenoiseNoise.Median ? NoiseEstimate.Median : NoiseEstimate.Mean,
        Level = step.Level,
    };
}
