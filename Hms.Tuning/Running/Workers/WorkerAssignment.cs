using System.Diagnostics;
using System.Globalization;

namespace Hms.Tuning.Running.Workers;

/// <summary>What the parent of a pool assigns to a worker process, carried by environment variables: threads and random state of native libraries are process-wide, so each process needs its share told.</summary>
public sealed record WorkerAssignment
{
    private const string Prefix = "HMS_WORKER_";
    private static readonly string[] ThreadVariables = ["OMP_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>Number of the worker in its pool, from 0 (<c>HMS_WORKER_SLOT</c>). Default 0.</summary>
    public int Slot { get; init; }

    /// <summary>Workers in the pool (<c>HMS_WORKER_COUNT</c>). Default 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Name under which the worker holds its trials, different for each process (<c>HMS_WORKER_NAME</c>). Default: host, process and slot, as in <c>host-4711-0</c>.</summary>
    public string Name { get; init; } = $"{Environment.MachineName}-{Environment.ProcessId}-0";

    /// <summary>Threads that the worker's trainings may use (<c>HMS_WORKER_THREADS</c>; OMP_NUM_THREADS and MKL_NUM_THREADS are set too). Default: all cores.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The accelerator of the worker, as the parent names it (<c>HMS_WORKER_DEVICE</c>; CUDA_VISIBLE_DEVICES is set to it, so the worker sees it as its only one). Default: null, none assigned.</summary>
    public string? Device { get; init; }

    /// <summary>When the time budget of the pool is used up (<c>HMS_WORKER_DEADLINE</c>, UTC); null: the worker's own options decide.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>First trial number of the pool's run, from which failures in a row count (<c>HMS_WORKER_FIRST_TRIAL</c>); null: the first that has not ended when the worker begins.</summary>
    public int? FirstTrial { get; init; }

    /// <summary>What ends the worker beside signals (<c>HMS_WORKER_LIFELINE</c>). Default: nothing.</summary>
    public WorkerLifeline Lifeline { get; init; }

    /// <summary>The assignment of this process; the defaults where it was started by hand.</summary>
    /// <exception cref="FormatException">A variable holds something that is not its kind; the message names it.</exception>
    public static WorkerAssignment FromEnvironment()
    {
        var slot = Read("SLOT", int.Parse) ?? 0;
        return new WorkerAssignment
        {
            Slot = slot,
            Count = Read("COUNT", int.Parse) ?? 1,
            Name = Text("NAME") ?? $"{Environment.MachineName}-{Environment.ProcessId}-{slot}",
            Threads = Read("THREADS", int.Parse) ?? Environment.ProcessorCount,
            Device = Text("DEVICE"),
            Deadline = Read("DEADLINE", DateTimeOffset.Parse),
            FirstTrial = Read("FIRST_TRIAL", int.Parse),
            Lifeline = Text("LIFELINE") is null ? WorkerLifeline.None : WorkerLifeline.StandardInput,
        };
    }

    /// <summary>Writes the assignment into the environment of a process to be started.</summary>
    /// <param name="start">The process.</param>
    public void ApplyTo(ProcessStartInfo start)
    {
        void Set(string name, IFormattable? value) => start.Environment[Prefix + name] = value?.ToString(value is DateTimeOffset ? "o" : null, CultureInfo.InvariantCulture);
        Set("SLOT", Slot);
        Set("COUNT", Count);
        Set("THREADS", Threads);
        Set("DEADLINE", Deadline?.ToUniversalTime());
        Set("FIRST_TRIAL", FirstTrial);
        start.Environment[Prefix + "NAME"] = Name;
        start.Environment[Prefix + "DEVICE"] = Device;
        start.Environment[Prefix + "LIFELINE"] = Lifeline == WorkerLifeline.StandardInput ? "stdin" : null;
        foreach (var variable in ThreadVariables) { start.Environment[variable] = Threads.ToString(CultureInfo.InvariantCulture); }
        if (Device is not null) { start.Environment["CUDA_VISIBLE_DEVICES"] = Device; }
    }

    private static string? Text(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } text ? text : null;

    private static T? Read<T>(string name, Func<string, IFormatProvider, T> parse)
        where T : struct
    {
        if (Text(name) is not { } text) { return null; }
        try { return parse(text, CultureInfo.InvariantCulture); }
        catch (Exception exception) when (exception is FormatException or OverflowException) { throw new FormatException($"Environment variable {Prefix}{name} = '{text}': {exception.Message}", exception); }
    }
}
