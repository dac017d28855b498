using Hms.Signal.Wavelets;
using Hms.Transforms.Steps.Wavelets;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the wavelet steps.</summary>
internal static class WaveletCases
{
    public static IEnumerable<StepCase> All()
    {
        yield return StepCase.Of("denoise", StepCase.Eeg, new WaveletDenoisingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return StepCase.Of("denoise-symmetric", StepCase.Eeg, new WaveletDenoisingEstimator(new()
        {
            InputColumn = "X",
            OutputColumn = "Y",
            Wavelet = "sym4",
            Mode = WaveletMode.Symmetric,
            Threshold = ThresholdRule.Soft,
            Noise = NoiseEstimate.Median,
            Level = 3,
        }), NanPolicy.Propagates);
    }
}
