using Hms.Experiments.Configuration.Steps;
using Hms.Transforms;
using Hms.Transforms.Steps.Montages;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps that derive voltages between electrodes.</summary>
internal static class MontageSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed)
    {
        var (input, output) = (step.InputColumn, step.OutputColumn);
        return step.Settings switch
        {
            MontageStep s => transforms.ApplyMontage(Montage(s, input, output)),
            _ => null,
        };
    }

    private static MontageApplyingOptions Montage(MontageStep step, string input, string output)
    {
        var options = new MontageApplyingOptions { InputColumn = input, OutputColumn = output, Pairs = step.Pairs };
        return step.Name switch
        {
            MontageName.LongitudinalBipolar18 => options with { Montage = "longitudinal-bipolar-18" },
            MontageName.Referential => options with { Montage = "referential" },
            MontageName.Transverse => options with { Montage = "transverse" },
            MontageName.Average => options with { Montage = "average" },
            MontageName.Laplacian => options with { Montage = "laplacian" },
            _ => options with { Montage = "longitudinal-bipolar-16" },
        };
    }
}
