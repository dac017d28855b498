using Hms.Transforms.Steps.Values;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the steps on values.</summary>
internal static class ValueCases
{
    public static IEnumerable<StepCase> All()
    {
        foreach (var policy in Enum.GetValues<MissingValuePolicy>())
        {
            yield return StepCase.Of($"replace-{policy}", StepCase.Eeg, new MissingValueReplacingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Policy = policy }), NanPolicy.Replaces);
        }
        yield return StepCase.Of("clip", StepCase.Image, new ValueClippingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Low = 2, High = 6 }), NanPolicy.Propagates) with { Infinity = InfinityPolicy.Absorbs };
        yield return StepCase.Of("scale", StepCase.Image, new ValueScalingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Factor = 1 / 32f, Offset = -1 }), NanPolicy.Propagates);
        yield return StepCase.Of("log", StepCase.Image, new LogTransformingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return StepCase.Of("log-decibel", StepCase.Image, new LogTransformingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Scale = LogarithmScale.Decibel }), NanPolicy.Propagates);
        yield return StepCase.Of("normalize-instance", StepCase.Image, new NormalizingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates) with { Infinity = InfinityPolicy.Refuses };
        foreach (var axis in new[] { NormalizationAxis.Frequency, NormalizationAxis.ChannelFrequency })
        {
            yield return StepCase.Of($"normalize-instance-{axis}", StepCase.Image, new NormalizingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Axis = axis }), NanPolicy.Propagates) with { Infinity = InfinityPolicy.Refuses };
            yield return StepCase.Of($"normalize-datawide-{axis}", StepCase.Image, new NormalizingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Scope = NormalizationScope.Datawide, Axis = axis }), NanPolicy.Propagates) with { Learns = true };
        }
        yield return StepCase.Of("normalize-datawide", StepCase.Image, new NormalizingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Scope = NormalizationScope.Datawide }), NanPolicy.Propagates) with { Learns = true };
    }
}
