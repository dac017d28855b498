namespace Hms.Tuning.Running.Workers;

/// <summary>Options of <see cref="WorkerPool"/>.</summary>
public sealed record WorkerPoolOptions
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Crashes of one worker, one after the other and without any trial of the study ending in between, before the pool gives up. Default 5.</summary>
    public int MaximumCrashesInARow { get; init; } = 5;

    /// <summary>Wait before a crashed worker is started again; doubled with each further crash in a row. Default 1 s.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a crashed worker is started again. Default 60 s.</summary>
    public TimeSpan MaximumRestartDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time that workers have to hand their trials back when the pool is stopped; after it they are killed. Default 60 s.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Threads of each worker; null: the cores, shared equally, at least 1. Default null.</summary>
    public int? ThreadsPerWorker { get; init; }

    /// <summary>Accelerators, dealt out to the workers in turn, as CUDA_VISIBLE_DEVICES names them, for example "0" and "1". Default none: the workers see what the parent sees.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (MaximumCrashesInARow < 1) { errors.Add($"{nameof(MaximumCrashesInARow)} {MaximumCrashesInARow} must be at least 1."); }
        if (RestartDelay < TimeSpan.Zero) { errors.Add($"{nameof(RestartDelay)} {RestartDelay} must not be negative."); }
        if (MaximumRestartDelay < RestartDelay) { errors.Add($"{nameof(MaximumRestartDelay)} {MaximumRestartDelay} must not be shorter than {nameof(RestartDelay)} {RestartDelay}."); }
        if (StopGrace < TimeSpan.Zero) { errors.Add($"{nameof(StopGrace)} {StopGrace} must not be negative."); }
        if (MaximumRestartDelay > LongestWait) { errors.Add($"{nameof(MaximumRestartDelay)} {MaximumRestartDelay} must be at most {LongestWait.TotalHours} hours."); }
        if (StopGrace > LongestWait) { errors.Add($"{nameof(StopGrace)} {StopGrace} must be at most {LongestWait.TotalHours} hours."); }
        if (ThreadsPerWorker < 1) { errors.Add($"{nameof(ThreadsPerWorker)} {ThreadsPerWorker} must be at least 1."); }
        if (Devices.Any(string.IsNullOrWhiteSpace)) { errors.Add($"{nameof(Devices)} holds an empty name; name each accelerator as CUDA_VISIBLE_DEVICES does."); }
        return errors;
    }
}
