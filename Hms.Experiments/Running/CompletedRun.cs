namespace Hms.Experiments.Running;

/// <summary>What to do with a folder whose run is completed.</summary>
internal enum CompletedRun
{
    /// <summary>Refuse it: a new run needs a new folder.</summary>
    Refuse,

    /// <summary>Open it, to read what it left.</summary>
    Open,
}
