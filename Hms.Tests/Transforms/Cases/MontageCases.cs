using Hms.Transforms.Steps.Montages;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the montages.</summary>
internal static class MontageCases
{
    public static IEnumerable<StepCase> All()
    {
        yield return StepCase.Of("montage", StepCase.Eeg, new MontageApplyingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
    }
}
