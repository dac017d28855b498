using Hms.Experiments.Configuration.Steps;
using Hms.Signal.Spectra;
using Hms.Transforms;
using Hms.Transforms.Steps;
using Microsoft.ML;
using FilterPhase = Hms.Transforms.Steps.FilterPhase;
using FilterPhaseSetting = Hms.Experiments.Configuration.Steps.FilterPhase;

namespace Hms.Experiments.Pipelines;

/// <summary>From a step of experiments.json to its ML.NET estimator: the one place where the two vocabularies meet.</summary>
internal static class StepFactory
{
    /// <summary>Creates the estimator of a step.</summary>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="step">The step and its columns.</param>
    /// <param name="seed">Seed of steps that draw.</param>
    public static IEstimator<ITransformer> Create(MLContext context, PipelineStep step, ulong seed)
    {
        var transforms = context.Transforms;
        var input = step.Columns.Inputs.Count > 0 ? step.Columns.Inputs[0] : string.Empty;
        var output = step.Columns.Output ?? input;
        return step.Settings switch
        {
            ReplaceMissingStep s => transforms.ReplaceMissingSamples(ReplaceMissing(s, input, output)),
            MontageStep s => transforms.ApplyMontage(Montage(s, input, output)),
            FilterStep s => transforms.FilterSignal(Filter(s, input, output)),
            SpectrogramStep s => transforms.ComputeSpectrogram(Spectrogram(s, input, output)),
            ArrangeStep s => transforms.ArrangeSpectrogram(new SpectrogramArrangingOptions { InputColumn = input, OutputColumn = output, Layout = s.Layout == ImageLayout.Regions ? SpectrogramLayout.Regions : SpectrogramLayout.Single }),
            ClipStep s => transforms.ClipValues(new ValueClippingOptions { InputColumn = input, OutputColumn = output, Low = (float)(s.LowLimit ?? float.MinValue), High = (float)(s.HighLimit ?? float.MaxValue) }),
            LogStep s => transforms.TakeLogarithm(Logarithm(s, input, output)),
            NormalizeStep s => transforms.Normalize(new NormalizingOptions { InputColumn = input, OutputColumn = output, Scope = s.Scope == NormalizeScope.Datawide ? NormalizationScope.Datawide : NormalizationScope.Instance }),
            ResizeStep s => transforms.ResizeImage(new ImageResizingOptions { InputColumn = input, OutputColumn = output, Height = s.Height, Width = s.Width }),
            StackChannelsStep => transforms.StackChannels(new ChannelStackingOptions { InputColumns = step.Columns.Inputs, OutputColumn = output }),
            RebalanceStep s => transforms.RebalanceClasses(new ClassRebalancingOptions { Method = s.Strategy == RebalanceStrategy.Undersample ? RebalancingMethod.Undersample : RebalancingMethod.Oversample, Seed = seed }),
            var other => throw new InvalidOperationException($"No estimator for {other.GetType().Name}."),
        };
    }

    private static MissingValueReplacingOptions ReplaceMissing(ReplaceMissingStep step, string input, string output)
    {
        var policy = step.Method switch
        {
            MissingMethod.Zero => MissingValuePolicy.Zero,
            MissingMethod.Constant => MissingValuePolicy.Constant,
            MissingMethod.Interpolate => MissingValuePolicy.Interpolate,
            _ => MissingValuePolicy.ChannelMean,
        };
        return new MissingValueReplacingOptions { InputColumn = input, OutputColumn = output, Policy = policy, Constant = (float)(step.Value ?? 0) };
    }

    private static MontageApplyingOptions Montage(MontageStep step, string input, string output)
    {
        var options = new MontageApplyingOptions { InputColumn = input, OutputColumn = output, Pairs = step.Pairs };
        return step.Name switch
        {
            MontageName.LongitudinalBipolar18 => options with { Montage = "longitudinal-bipolar-18" },
            MontageName.Referential => options with { Montage = "referential" },
            _ => options with { Montage = "longitudinal-bipolar-16" },
        };
    }

    private static SignalFilteringOptions Filter(FilterStep step, string input, string output)
    {
        var options = new SignalFilteringOptions { InputColumn = input, OutputColumn = output, Order = step.Order, Phase = step.Phase == FilterPhaseSetting.Causal ? FilterPhase.Causal : FilterPhase.Zero };
        return (step.LowCutoffHz, step.HighCutoffHz) switch
        {
            ({ } low, { } high) => options with { Kind = FilterKind.BandPass, LowHz = low, HighHz = high },
            ({ } low, null) => options with { Kind = FilterKind.HighPass, LowHz = low },
            _ => options with { Kind = FilterKind.LowPass, HighHz = step.HighCutoffHz!.Value },
        };
    }

    private static SpectrogramComputingOptions Spectrogram(SpectrogramStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        WindowSamples = step.WindowSamples,
        HopSamples = step.HopSamples,
        FftLength = step.FftLength,
        Window = step.Window switch { SpectrogramWindow.Tukey => WindowFunction.Tukey, SpectrogramWindow.Hamming => WindowFunction.Hamming, _ => WindowFunction.Hann },
        Detrend = step.Detrend switch { DetrendMethod.None => Detrending.None, DetrendMethod.Linear => Detrending.Linear, _ => Detrending.Constant },
        LowHz = step.LowHz ?? 0,
        HighHz = step.HighHz,
        Averaging = step.Average == SpectrogramAverage.Chains ? SpectrogramAveraging.Chains : SpectrogramAveraging.None,
    };

    private static LogTransformingOptions Logarithm(LogStep step, string input, string output)
    {
        var options = new LogTransformingOptions { InputColumn = input, OutputColumn = output };
        return step.Floor is { } floor ? options with { Floor = (float)floor } : options;
    }
}
