namespace Hms.Benchmarks.Tuning;

/// <summary><c>tuning COMMAND ...</c>: the benchmarks of the sweep engine.</summary>
internal static class TuningCommand
{
    private static readonly Dictionary<string, Func<IReadOnlyList<string>, int>> Commands = new(StringComparer.Ordinal)
    {
        ["shares"] = SharesCommand.Run,
        ["storage"] = StorageCommand.Run,
        ["times"] = TimesCommand.Run,
        ["pruning"] = PruningCommand.Run,
        ["racing"] = RacingCommand.Run,
        ["rounds"] = RoundsCommand.Run,
    };

    /// <summary>Runs a command.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0 && Commands.TryGetValue(arguments[0], out var run)) { return run([.. arguments.Skip(1)]); }
        Console.Error.WriteLine($"tuning {string.Join('|', Commands.Keys)} ...");
        return 2;
    }
}
