using Hms.Transforms.Steps.Spectra;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the steps from signals to spectra.</summary>
internal static class SpectrumCases
{
    public static IEnumerable<StepCase> All()
    {
        yield return StepCase.Of("spectrogram", StepCase.Eeg, new SpectrogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return StepCase.Of("spectrogram-chains", StepCase.Pairs, new SpectrogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Averaging = SpectrogramAveraging.Chains, LowHz = 0.5, HighHz = 20 }), NanPolicy.Propagates);
    }
}
