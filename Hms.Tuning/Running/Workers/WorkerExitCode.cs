namespace Hms.Tuning.Running.Workers;

/// <summary>With what exit code a worker process ends; the numbers are those that batch systems expect (0 done, 75 try again).</summary>
public enum WorkerExitCode
{
    /// <summary>0: the sweep is over, no work is left.</summary>
    NoWorkLeft = 0,

    /// <summary>2: options, study or file cannot be used; to start the worker again would not help.</summary>
    BadConfiguration = 2,

    /// <summary>70: an unexpected exception, a bug of the program.</summary>
    Bug = 70,

    /// <summary>75: the worker was asked to stop, or its storage failed; running trials were handed back. Start it again later.</summary>
    HandedBack = 75,
}
