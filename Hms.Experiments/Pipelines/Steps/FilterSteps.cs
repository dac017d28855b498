using Hms.Experiments.Configuration.Steps;
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
            FilterStep s => transforms.FilterSignal(Filter(s, input, output)),
            _ => null,
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
}
