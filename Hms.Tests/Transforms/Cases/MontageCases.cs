using Hms.Transforms.Steps.Montages;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the montages.</summary>
internal static class MontageCases
{
    public static IEnumerable<StepCase> All()
    {
        yield return StepCase.Of("montage", StepCase.Eeg, new MontageApplyingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        foreach (var montage in Hms.Signal.Montages.Montage.BuiltIn.Skip(1))
        {
            yield return StepCase.Of($"montage-{montage.Name}", StepCase.Eeg, new MontageApplyingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Montage = montage.Name }), NanPolicy.Propagates);
        }
    }
}
