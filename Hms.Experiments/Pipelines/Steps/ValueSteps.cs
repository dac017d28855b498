using Hms.Experiments.Configuration.Steps;
using Hms.Transforms;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps on values: missing samples, limits, scale, logarithm, normalisation.</summary>
internal static class ValueSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed)
    {
        var (input, output) = (step.InputColumn, step.OutputColumn);
        return step.Settings switch
        {
            ReplaceMissingStep s => transforms.ReplaceMissingSamples(ReplaceMissing(s, input, output)),
            ClipStep s => transforms.ClipValues(new ValueClippingOptions { InputColumn = input, OutputColumn = output, Low = (float)(s.LowLimit ?? float.MinValue), High = (float)(s.HighLimit ?? float.MaxValue) }),
            ScaleStep s => transforms.ScaleValues(new ValueScalingOptions { InputColumn = input, OutputColumn = output, Factor = (float)s.Factor, Offset = (float)s.Offset }),
            LogStep s => transforms.TakeLogarithm(Logarithm(s, input, output)),
            NormalizeStep s => transforms.Normalize(Normalization(s, input, output)),
            _ => null,
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

    private static NormalizingOptions Normalization(NormalizeStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        Scope = step.Scope == NormalizeScope.Datawide ? NormalizationScope.Datawide : NormalizationScope.Instance,
        Axis = step.Over switch { NormalizeOver.Frequency => NormalizationAxis.Frequency, NormalizeOver.ChannelFrequency => NormalizationAxis.ChannelFrequency, _ => NormalizationAxis.All },
    };

    private static LogTransformingOptions Logarithm(LogStep step, string input, string output)
    {
        var options = new LogTransformingOptions { InputColumn = input, OutputColumn = output };
        return step.Floor is { } floor ? options with { Floor = (float)floor } : options;
    }
}
