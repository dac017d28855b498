using Hms.Transforms.Steps.Filters;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the filters.</summary>
internal static class FilterCases
{
    public static IEnumerable<StepCase> All()
    {
        yield return StepCase.Of("filter-zero", StepCase.Eeg, new SignalFilteringEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return StepCase.Of("filter-causal", StepCase.Eeg, new SignalFilteringEstimator(new() { InputColumn = "X", OutputColumn = "Y", Kind = FilterKind.LowPass, Phase = FilterPhase.Causal }), NanPolicy.Propagates);
    }
}
