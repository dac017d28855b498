namespace Hms.Experiments.Commands;

/// <summary>Where a command writes, and whether a person is watching.</summary>
/// <param name="Out">Results: tables, JSON.</param>
/// <param name="Error">Progress, warnings and errors.</param>
/// <param name="IsTerminal">True where progress may redraw its line; false gives plain lines.</param>
/// <param name="Clock">Source of the time.</param>
public sealed record CommandTerminal(TextWriter Out, TextWriter Error, bool IsTerminal, TimeProvider Clock)
{
    /// <summary>The words after <c>hms</c>; empty until the program runs one command line.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>The terminal of this process.</summary>
    public static CommandTerminal OfProcess() =>
        new(Console.Out, Console.Error, !Console.IsErrorRedirected && !Console.IsOutputRedirected, TimeProvider.System);
}
