using Hms.Signal.Connectivity;
using Hms.Transforms.Steps.Features;
using Hms.Transforms.Steps.Values;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the steps from signals to features.</summary>
internal static class FeatureCases
{
    public static IEnumerable<StepCase> All()
    {
        yield return StepCase.Of("band-power", StepCase.Eeg, new BandPowerComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", SegmentSamples = 200 }), NanPolicy.Propagates);
        yield return StepCase.Of("band-power-image", StepCase.Eeg, new BandPowerComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", SegmentSamples = 400, Measure = BandPowerMeasure.Relative, Logarithm = LogarithmScale.Decibel, Layout = FeatureLayout.Image }), NanPolicy.Propagates);
        foreach (var measure in Enum.GetValues<ConnectivityMeasure>())
        {
            yield return StepCase.Of($"connectivity-{measure}", StepCase.Pairs, new ConnectivityComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Measure = measure, SegmentSamples = 200 }), NanPolicy.Propagates);
        }
        yield return StepCase.Of("connectivity-image", StepCase.Eeg, new ConnectivityComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", SegmentSamples = 200, Layout = FeatureLayout.Image }), NanPolicy.Propagates);
        var named = TestColumn.Waves("X", [3, 4], StepCase.RowCount) with { SlotNames = [.. Enumerable.Range(0, 12).Select(i => $"feature {i}")] };
        yield return StepCase.Of("concatenate", StepCase.Image, new FeatureConcatenatingEstimator(new() { InputColumns = ["X", "X"], OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return StepCase.Of("concatenate-named", named, new FeatureConcatenatingEstimator(new() { InputColumns = ["X", "X"], OutputColumn = "Y" }), NanPolicy.Propagates);
    }
}
