using Hms.Tuning.Studies;

namespace Hms.Tuning.Running.Workers;

/// <summary>The main program of a worker process: reads its assignment, listens for stop requests, and turns the end into an exit code.</summary>
/// <example>
/// <code>
/// return await WorkerProcess.RunAsync(async (assignment, token) =>
/// {
///     using var storage = SqliteStudyStorage.Open("study.db");
///     return await new SweepWorker(options, storage, tuner, pruner, assignment).RunAsync(trialRunner, token);
/// });
/// </code>
/// </example>
public static class WorkerProcess
{
    /// <summary>Runs the work of the process.</summary>
    /// <param name="work">Opens the storage itself and runs a <see cref="SweepWorker"/>; its token is cancelled by SIGTERM, Ctrl+C, and the end of the lifeline.</param>
    /// <returns>The exit code, see <see cref="WorkerExitCode"/>; what went wrong stands on standard error.</returns>
    public static async Task<int> RunAsync(Func<WorkerAssignment, CancellationToken, Task<WorkerExitCode>> work)
    {
        using var signals = StopSignals.Listen();
        try
        {
            var assignment = WorkerAssignment.FromEnvironment();
            if (assignment.Lifeline == WorkerLifeline.StandardInput) { Watch(signals); }
            return (int)await work(assignment, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested) { return (int)WorkerExitCode.HandedBack; }
        catch (Exception exception) when (exception is StudyException or ArgumentException or FormatException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return (int)WorkerExitCode.BadConfiguration;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync(exception.ToString());
            return (int)WorkerExitCode.Bug;
        }
    }

    /// <summary>A thread of its own, because a read of standard input cannot be cancelled.</summary>
    private static void Watch(StopSignals signals)
    {
        var input = Console.OpenStandardInput();
        var thread = new Thread(() =>
        {
            try
            {
                var buffer = new byte[256];
                while (input.Read(buffer) > 0) { }
            }
            catch (IOException) { } // broken: the parent is gone
            signals.Stop();
        }) { IsBackground = true, Name = "Hms lifeline" };
        thread.Start();
    }
}
