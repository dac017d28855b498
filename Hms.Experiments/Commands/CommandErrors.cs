using Hms.Data;
using Hms.Data.Files;
using Hms.Training;
using Hms.Training.Torch;
using Hms.Transforms.Persistence;
using Hms.Transforms.Scoring;
using Hms.Tuning.Running;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands;

/// <summary>What a person reads, and the exit code, when a command does not succeed.</summary>
internal static class CommandErrors
{
    /// <summary>Writes the error and gives the exit code.</summary>
    public static int Report(Exception exception, TextWriter error)
    {
        switch (exception)
        {
            case DiagnosticsException diagnostics:
                foreach (var diagnostic in diagnostics.Diagnostics) { error.WriteLine(diagnostic); }
                error.WriteLine(diagnostics.Message);
                return ExitCodes.BadInput;
            case AggregateException { InnerExceptions: [var only, ..] }: // workers side by side mostly fail for one reason
                return Report(only, error);
            case IOException { InnerException: null } full when DiskFull.Is(full):
                error.WriteLine($"error: {full.Message.TrimEnd('.')}. The disk is full: what was being written is not whole. Free some space, or write elsewhere, and run the command again.");
                return ExitCodes.Failure;
            case UserErrorException or HmsDataException or ModelFileException or StudyException or OnnxDeviceUnavailableException or FileNotFoundException or DirectoryNotFoundException:
                error.WriteLine("error: " + exception.Message);
                return ExitCodes.BadInput;
            case TrainingException or TorchUnavailableException or SweepFailedException or UnauthorizedAccessException or IOException:
                error.WriteLine("error: " + exception.Message);
                return ExitCodes.Failure;
            default:
                error.WriteLine($"error: {exception.GetType().Name}: {exception.Message}");
                error.WriteLine(exception.StackTrace);
                return ExitCodes.Failure;
        }
    }
}
