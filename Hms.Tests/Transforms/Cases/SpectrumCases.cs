using Hms.Signal.Montages;
using Hms.Signal.Spectra;
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
        yield return StepCase.Of("spectrogram-centred-decibels", StepCase.Eeg, new SpectrogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Detrend = Detrending.Linear, Scaling = PowerScaling.Spectrum, Padding = StftPadding.Centred, Values = SpectrogramValues.Decibels }), NanPolicy.Propagates);
        yield return StepCase.Of("mel", StepCase.Pairs, new MelSpectrogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Replaces);
        yield return StepCase.Of("mel-power", StepCase.Eeg, new MelSpectrogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Averaging = SpectrogramAveraging.None, Values = SpectrogramValues.Power, MelCount = 20, HighHz = 60, FrameCount = 11 }), NanPolicy.Replaces);
        yield return StepCase.Of("multitaper", LongEeg, new MultitaperComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Replaces);
        yield return StepCase.Of("scalogram", StepCase.Eeg, new ScalogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", LowHz = 6, FrequencyCount = 8 }), NanPolicy.Propagates);
        yield return StepCase.Of("scalogram-chains", StepCase.Pairs, new ScalogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Averaging = SpectrogramAveraging.Chains, LowHz = 6, FrequencyCount = 8, HopSamples = 16, Cycles = 5 }), NanPolicy.Propagates);
        yield return StepCase.Of("welch", StepCase.Eeg, new WelchComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", SegmentSamples = 200, LowHz = 1, HighHz = 40 }), NanPolicy.Propagates);
        yield return StepCase.Of("welch-image", StepCase.Eeg, new WelchComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", SegmentSamples = 100, Layout = FeatureLayout.Image }), NanPolicy.Propagates);
    }

    /// <summary>20 channels of 8 s: three windows of 4 s.</summary>
    private static TestColumn LongEeg { get; } = TestColumn.Waves("X", [20, 1600], StepCase.RowCount) with { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 };
}
