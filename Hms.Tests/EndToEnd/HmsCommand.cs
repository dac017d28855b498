using Hms.Experiments.Commands;

namespace Hms.Tests.EndToEnd;

/// <summary>Runs a command line of hms in this process.</summary>
internal static class HmsCommand
{
    public static async Task<CommandResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await HmsProgram.RunAsync(args, new CommandTerminal(output, TextWriter.Synchronized(error), IsTerminal: false, TimeProvider.System));
        return new CommandResult(code, output.ToString(), error.ToString());
    }
}
