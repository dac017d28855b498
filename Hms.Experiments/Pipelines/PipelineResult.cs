namespace Hms.Experiments.Pipelines;

/// <summary>What a pipeline may end in.</summary>
internal enum PipelineResult
{
    /// <summary>An image [channels, height, width], which a network reads.</summary>
    Image,

    /// <summary>Anything that can be written and shown: features and signals too.</summary>
    Any,
}
