using Hms.Experiments.Configuration.Steps;

namespace Hms.Experiments.Pipelines;

/// <summary>One step of a planned pipeline.</summary>
/// <param name="Index">Place in the experiment's list of transforms.</param>
/// <param name="Settings">Its concrete settings.</param>
/// <param name="Columns">Columns it reads and yields.</param>
internal sealed record PipelineStep(int Index, StepSettings Settings, StepColumns Columns)
{
    /// <summary>True where fitting looks at the rows, or where the step changes which rows there are.</summary>
    public bool LearnsFromRows => Settings.LearnsFromRows;

    /// <summary>True for a step that shapes the training rows only.</summary>
    public bool IsTrainingOnly => Settings.IsTrainingOnly;

    /// <summary>True for a step that has a place in the pipeline; the trainer itself augments anew in each epoch, and a step that changes nothing is left out.</summary>
    public bool IsInPipeline => Settings is not AugmentStep || Settings is AugmentStep { Copies: not null, DoesNothing: false };

    /// <summary>The column that the step reads, the first of several; empty where it changes rows.</summary>
    public string InputColumn => Columns.Inputs.Count > 0 ? Columns.Inputs[0] : string.Empty;

    /// <summary>The column that the step writes.</summary>
    public string OutputColumn => Columns.Output ?? InputColumn;
}
