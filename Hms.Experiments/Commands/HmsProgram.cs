using System.CommandLine;
using System.Runtime.InteropServices;
using Hms.Experiments.Commands.Data;

namespace Hms.Experiments.Commands;

/// <summary>The application <c>hms</c>: its commands, its exit codes, and how it is stopped.</summary>
public static class HmsProgram
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The words after <c>hms</c>.</param>
    /// <param name="terminal">Where to write.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CommandTerminal terminal)
    {
        var parsed = CreateRoot(terminal with { CommandLine = args }).Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // signals are ours: see StopSignals
        };
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) { terminal.Error.WriteLine(error.Message); }
            terminal.Error.WriteLine("Try 'hms --help', or 'hms COMMAND --help'.");
            return ExitCodes.BadInput;
        }
        using var signals = new StopSignals();
        try
        {
            return await parsed.InvokeAsync(configuration, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Received is { } signal)
        {
            terminal.Error.WriteLine("Stopped. What was finished is saved.");
            return signal == PosixSignal.SIGTERM ? ExitCodes.Terminated : ExitCodes.Interrupted;
        }
        catch (Exception exception)
        {
            return CommandErrors.Report(exception, terminal.Error);
        }
    }

    internal static RootCommand CreateRoot(CommandTerminal terminal) =>
        new("Hms: EEG classification experiments, from experiments.json to a scored submission.")
        {
            ValidateCommand.Create(terminal),
            ListCommand.Create(terminal),
            DataCommand.Create(terminal),
            TransformCommand.Create(terminal),
            TrainCommand.Create(terminal),
            RaceCommand.Create(terminal),
            RerunCommand.Create(terminal),
            SweepCommand.Create(terminal),
            RunCommand.Create(terminal),
            WorkerCommand.Create(terminal),
            StudyCommand.Create(terminal),
            ReportCommand.Create(terminal),
            ExportCommand.Create(terminal),
            CacheCommand.Create(terminal),
            ScoreCommand.Create(terminal),
            MetricCommand.Create(terminal),
            CompareCommand.Create(terminal),
            EnsembleCommand.Create(terminal),
        };
}
