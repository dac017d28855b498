using System.Diagnostics;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running.Workers;

/// <summary>One slot of a pool: keeps a worker process alive in it until that finds no work left.</summary>
internal sealed class PoolSlot(int slot, SweepParts parts, Func<int, ProcessStartInfo> start, WorkerPoolOptions options, PoolProcesses processes, PoolWatch watch)
{
    private const int MaximumDoublings = 20;

    /// <summary>Runs the slot.</summary>
    /// <param name="stop">Stops the worker in order.</param>
    /// <exception cref="StudyException">The worker is wrongly configured, cannot be started, or crashed too often.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var crashes = 0;
        var finishedBefore = -1;
        for (var starts = 0; !stop.IsCancellationRequested; starts++)
        {
            var owner = $"{parts.Owner}-{slot}.{starts}";
            var (processId, exitCode, wasKilled) = await RunOnceAsync(owner, stop);
            var end = $"Worker {slot} (process {processId}) ended with exit code {exitCode}";
            var isStopped = stop.IsCancellationRequested || wasKilled || exitCode == (int)WorkerExitCode.HandedBack; // however a worker ended after the stop: it is not the trial's fault
            await watch.ReturnOfAsync(owner, isStopped ? AttemptRules.HandedBack : AttemptRules.Died($"{end} while it ran the trial."));
            if (stop.IsCancellationRequested || exitCode == (int)WorkerExitCode.NoWorkLeft) { return; }
            if (exitCode == (int)WorkerExitCode.BadConfiguration) { throw new StudyException($"{end}: it cannot use its options, its study or its file; see what it wrote."); }
            var finished = await watch.CountFinishedAsync();
            crashes = finished == finishedBefore ? crashes + 1 : 1;
            finishedBefore = finished;
            if (crashes >= options.MaximumCrashesInARow) { throw new StudyException($"{end}, for the {crashes}. time in a row without any trial of study '{parts.Study.Name}' ending in between; see what it wrote."); }
            var delay = Delay(crashes);
            parts.Monitors.Warn($"{end}; it is started again in {delay.TotalSeconds:0.###} s.");
            await WaitAsync(delay, stop);
        }
    }

    private async Task<(int ProcessId, int ExitCode, bool WasKilled)> RunOnceAsync(string owner, CancellationToken stop)
    {
        var info = start(slot);
        AssignmentOf(owner).ApplyTo(info);
        info.UseShellExecute = false;
        info.RedirectStandardInput = true;
        using var process = Start(info);
        processes.Add(slot, process.Id);
        try
        {
            var wasKilled = false;
            try { await process.WaitForExitAsync(stop); }
            catch (OperationCanceledException) { wasKilled = await StopAsync(process); }
            return (process.Id, process.ExitCode, wasKilled);
        }
        finally { processes.Remove(slot); }
    }

    /// <summary>Ends the lifeline and waits; true when the worker had to be killed.</summary>
    private async Task<bool> StopAsync(Process process)
    {
        try { process.StandardInput.Close(); }
        catch (IOException) { } // it has ended already
        using var grace = new CancellationTokenSource(options.StopGrace, parts.Options.Clock);
        try
        {
            await process.WaitForExitAsync(grace.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return true;
        }
    }

    private Process Start(ProcessStartInfo info)
    {
        try { return Process.Start(info) ?? throw new InvalidOperationException("no process was started"); }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            throw new StudyException($"Worker {slot} of study '{parts.Study.Name}' could not be started ({info.FileName}): {exception.Message}", exception);
        }
    }

    private WorkerAssignment AssignmentOf(string owner) => new()
    {
        Slot = slot,
        Count = parts.Options.Parallelism,
        Name = owner,
        Threads = options.ThreadsPerWorker ?? Math.Max(1, Environment.ProcessorCount / parts.Options.Parallelism),
        Device = options.Devices.Count == 0 ? null : options.Devices[slot % options.Devices.Count],
        Deadline = parts.Deadline,
        FirstTrial = parts.FirstOfRun,
        Lifeline = WorkerLifeline.StandardInput,
    };

    private TimeSpan Delay(int crashes)
    {
        var delay = options.RestartDelay * Math.Pow(2, Math.Min(crashes - 1, MaximumDoublings));
        return delay < options.MaximumRestartDelay ? delay : options.MaximumRestartDelay;
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken stop)
    {
        try { await Task.Delay(delay, parts.Options.Clock, stop); }
        catch (OperationCanceledException) { } // the loop sees it
    }
}
