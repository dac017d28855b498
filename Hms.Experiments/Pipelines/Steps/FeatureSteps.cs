using Hms.Experiments.Configuration.Steps;
using Hms.Signal.Connectivity;
using Hms.Signal.Spectra;
using Hms.Transforms;
using Hms.Transforms.Steps.Features;
using Hms.Transforms.Steps.Spectra;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps from signals to spectra, scalograms and features.</summary>
internal static class FeatureSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed)
    {
        var (input, output) = (step.InputColumn, step.OutputColumn);
        return step.Settings switch
        {
            ScalogramStep s => transforms.ComputeScalogram(Scalogram(s, input, output)),
            PowerSpectralDensityStep s => transforms.ComputePowerSpectralDensity(Spectrum(s, input, output)),
            BandPowerStep s => transforms.ComputeBandPowers(BandPower(s, input, output)),
            ConnectivityStep s => transforms.ComputeConnectivity(Connectivity(s, input, output)),
            ConcatenateStep => transforms.ConcatenateFeatures(output, step.Columns.Inputs),
            _ => null,
        };
    }

    private static ScalogramComputingOptions Scalogram(ScalogramStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        LowHz = step.LowHz,
        HighHz = step.HighHz,
        FrequencyCount = step.FrequencyCount,
        Spacing = step.Spacing == ScalogramSpacing.Linear ? FrequencySpacing.Linear : FrequencySpacing.Logarithmic,
        Cycles = step.Cycles,
        HopSamples = step.HopSamples,
        Normalization = step.Normalization == ScalogramSize.Amplitude ? MorletNormalization.Amplitude : MorletNormalization.Energy,
        Value = step.Value == ScalogramContent.Magnitude ? ScalogramValue.Magnitude : ScalogramValue.Power,
        Averaging = step.Average == SpectrogramAverage.Chains ? SpectrogramAveraging.Chains : SpectrogramAveraging.None,
    };

    private static WelchComputingOptions Spectrum(PowerSpectralDensityStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        SegmentSamples = step.SegmentSamples,
        FftLength = step.FftLength ?? 0,
        Window = step.Window switch { SegmentWindow.Hamming => WindowFunction.Hamming, SegmentWindow.None => WindowFunction.Rectangular, _ => WindowFunction.Hann },
        Detrend = step.Detrend switch { DetrendMethod.None => Detrending.None, DetrendMethod.Linear => Detrending.Linear, _ => Detrending.Constant },
        Averaging = Averaging(step.Averaging),
        LowHz = step.LowHz ?? 0,
        HighHz = step.HighHz,
        Layout = Layout(step.Layout),
    };

    private static BandPowerComputingOptions BandPower(BandPowerStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        Bands = BandList.Parse(step.Bands) ?? FrequencyBand.Standard,
        Measure = step.Measure == BandMeasure.Relative ? BandPowerMeasure.Relative : BandPowerMeasure.Absolute,
        Logarithm = step.Logarithm switch { PowerLogarithm.Natural => LogarithmScale.Natural, PowerLogarithm.Decibel => LogarithmScale.Decibel, _ => null },
        Integration = step.Integration == BandRule.Trapezoid ? BandIntegration.Trapezoid : BandIntegration.Simpson,
        SegmentSamples = step.SegmentSamples,
        Averaging = Averaging(step.Averaging),
        Layout = Layout(step.Layout),
    };

    private static ConnectivityComputingOptions Connectivity(ConnectivityStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        Measure = step.Measure switch
        {
            PairMeasure.ImaginaryCoherence => ConnectivityMeasure.ImaginaryCoherence,
            PairMeasure.Pli => ConnectivityMeasure.PhaseLagIndex,
            PairMeasure.Wpli => ConnectivityMeasure.WeightedPhaseLagIndex,
            PairMeasure.Plv => ConnectivityMeasure.PhaseLockingValue,
            PairMeasure.Correlation => ConnectivityMeasure.Correlation,
            _ => ConnectivityMeasure.Coherence,
        },
        Bands = BandList.Parse(step.Bands),
        SegmentSamples = step.SegmentSamples,
        FilterOrder = step.FilterOrder,
        Layout = Layout(step.Layout),
    };

    private static SegmentAveraging Averaging(SegmentAverage average) => average == SegmentAverage.Median ? SegmentAveraging.Median : SegmentAveraging.Mean;

    private static FeatureLayout Layout(FeatureShape shape) => shape == FeatureShape.Vector ? FeatureLayout.Features : FeatureLayout.Image;
}
