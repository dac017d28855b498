using Hms.Experiments.Configuration.Steps;
using Hms.Signal.Filters;
using Hms.Transforms;
using Hms.Transforms.Steps.Filters;
using Microsoft.ML;
using FilterPhase = Hms.Transforms.Steps.Filters.FilterPhase;
using FilterPhaseSetting = Hms.Experiments.Configuration.Steps.FilterPhase;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps that filter or resample signals.</summary>
internal static class FilterSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed)
    {
        var (input, output) = (step.InputColumn, step.OutputColumn);
        return step.Settings switch
        {
            FilterStep s => transforms.FilterSignal(Cutoffs(s, input, output) with { Order = s.Order, Phase = Phase(s.Phase) }),
            FirFilterStep s => transforms.FilterSignal(Fir(s, input, output)),
            NotchStep s => transforms.FilterSignal(Notch(s, input, output)),
            ResampleStep s => transforms.ResampleSignal(output, s.SampleRateHz, input),
            _ => null,
        };
    }

    private static SignalFilteringOptions Cutoffs(FrequencyFilterStep step, string input, string output)
    {
        var options = new SignalFilteringOptions { InputColumn = input, OutputColumn = output };
        return (step.LowCutoffHz, step.HighCutoffHz) switch
        {
            ({ } low, { } high) => options with { Kind = step.Band == FilterBand.Stop ? FilterKind.BandStop : FilterKind.BandPass, LowHz = low, HighHz = high },
            ({ } low, null) => options with { Kind = FilterKind.HighPass, LowHz = low },
            _ => options with { Kind = FilterKind.LowPass, HighHz = step.HighCutoffHz!.Value },
        };
    }

    private static SignalFilteringOptions Fir(FirFilterStep step, string input, string output) => Cutoffs(step, input, output) with
    {
        Design = FilterDesign.Fir,
        Phase = Phase(step.Phase),
        Taps = step.Taps | 1, // an even number is raised by 1
        KaiserBeta = step.Beta ?? FirFilterStep.DefaultBeta,
        Window = step.Window switch
        {
            FirWindowName.Hann => FirWindowKind.Hann,
            FirWindowName.Blackman => FirWindowKind.Blackman,
            FirWindowName.Kaiser => FirWindowKind.Kaiser,
            _ => FirWindowKind.Hamming,
        },
    };

    private static SignalFilteringOptions Notch(NotchStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        Kind = FilterKind.Notch,
        FrequencyHz = step.FrequencyHz,
        Quality = step.Q,
        Harmonics = step.Harmonics,
        Phase = Phase(step.Phase),
    };

    private static FilterPhase Phase(FilterPhaseSetting phase) => phase == FilterPhaseSetting.Causal ? FilterPhase.Causal : FilterPhase.Zero;
}
