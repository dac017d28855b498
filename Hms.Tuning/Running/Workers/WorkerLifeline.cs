namespace Hms.Tuning.Running.Workers;

/// <summary>How a worker process learns that its parent stops it or is gone.</summary>
public enum WorkerLifeline
{
    /// <summary>By signals only.</summary>
    None,

    /// <summary>Its standard input ends: the parent closes it to stop the worker, and the system closes it when the parent dies, however that ends. Works on every system.</summary>
    StandardInput,
}
