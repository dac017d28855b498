using Hms.Transforms.Steps.Filters;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the filters.</summary>
internal static class FilterCases
{
    public static IEnumerable<StepCase> All()
    {
        yield return StepCase.Of("filter-zero", StepCase.Eeg, new SignalFilteringEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return StepCase.Of("filter-causal", StepCase.Eeg, new SignalFilteringEstimator(new() { InputColumn = "X", OutputColumn = "Y", Kind = FilterKind.LowPass, Phase = FilterPhase.Causal }), NanPolicy.Propagates);
        yield return StepCase.Of("filter-notch", StepCase.Eeg, new SignalFilteringEstimator(new() { InputColumn = "X", OutputColumn = "Y", Kind = FilterKind.Notch, FrequencyHz = 30, Harmonics = 2 }), NanPolicy.Propagates);
        yield return StepCase.Of("filter-fir-zero", StepCase.Eeg, new SignalFilteringEstimator(new() { InputColumn = "X", OutputColumn = "Y", Design = FilterDesign.Fir, Taps = 101 }), NanPolicy.Propagates);
        yield return StepCase.Of("filter-fir-causal", StepCase.Eeg, new SignalFilteringEstimator(new() { InputColumn = "X", OutputColumn = "Y", Design = FilterDesign.Fir, Phase = FilterPhase.Causal, Kind = FilterKind.LowPass, Taps = 32 }), NanPolicy.Propagates);
        yield return StepCase.Of("resample", StepCase.Eeg, new SignalResamplingEstimator(new() { InputColumn = "X", OutputColumn = "Y", TargetSampleRateHz = 128, SampleRateHz = 200 }), NanPolicy.Propagates);
    }
}
