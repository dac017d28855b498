namespace Hms.Tests.EndToEnd;

/// <summary>What a command line left.</summary>
internal sealed record CommandResult(int ExitCode, string Out, string Error)
{
    /// <summary>This result, after the check that the command ended with 0.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}.\n{Out}\n{Error}");
        return this;
    }
}
