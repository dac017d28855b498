using Hms.Transforms.Steps.Features;
using Hms.Transforms.Steps.Spectra;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the steps from signals to spectra.</summary>
internal static class SpectrumCases
{
    public static IEnumerable<StepCase> All()
    {
        yield return StepCase.Of("spectrogram", StepCase.Eeg, new SpectrogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return StepCase.Of("spectrogram-chains", StepCase.Pairs, new SpectrogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Averaging = SpectrogramAveraging.Chains, LowHz = 0.5, HighHz = 20 }), NanPolicy.Propagates);
        yield return StepCase.Of("scalogram", StepCase.Eeg, new ScalogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", LowHz = 6, FrequencyCount = 8 }), NanPolicy.Propagates);
        yield return StepCase.Of("scalogram-chains", StepCase.Pairs, new ScalogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Averaging = SpectrogramAveraging.Chains, LowHz = 6, FrequencyCount = 8, HopSamples = 16, Cycles = 5 }), NanPolicy.Propagates);
        yield return StepCase.Of("welch", StepCase.Eeg, new WelchComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", SegmentSamples = 200, LowHz = 1, HighHz = 40 }), NanPolicy.Propagates);
        yield return StepCase.Of("welch-image", StepCase.Eeg, new WelchComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", SegmentSamples = 100, Layout = FeatureLayout.Image }), NanPolicy.Propagates);
    }
}
