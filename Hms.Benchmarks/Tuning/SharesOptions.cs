using System.Globalization;
using Hms.Benchmarks.Tuning.Problems;

namespace Hms.Benchmarks.Tuning;

/// <summary>Arguments of <c>tuning shares</c>.</summary>
internal sealed record SharesOptions
{
    /// <summary>Usage line.</summary>
    public const string Usage = "tuning shares [--tuner tpe,gp,...] [--seeds 20] [--first-seed 0] [--trials 100] [--problems a,b] [--jobs 1] [--opponents FILE] [--markdown FILE] [--csv FILE]";

    /// <summary>Tuners. Default: TPE.</summary>
    public IReadOnlyList<string> Tuners { get; init; } = ["tpe"];

    /// <summary>Sweeps of each problem. Default 20.</summary>
    public int Seeds { get; init; } = 20;

    /// <summary>The first seed; the others follow. Default 0.</summary>
    public int FirstSeed { get; init; }

    /// <summary>Trials of a sweep: 25, 50 or 100. Default 100.</summary>
    public int Trials { get; init; } = 100;

    /// <summary>Problems; <c>recorded</c> and <c>further</c> stand for both lists. Default: the 13 with recorded rows.</summary>
    public IReadOnlyList<string> Problems { get; init; } = ProblemCatalog.Names;

    /// <summary>Sweeps side by side. Default 1; the results do not depend on it.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>A further CSV file of opponents beside Optuna's recorded rows, such as an earlier run of ours.</summary>
    public string? Opponents { get; init; }

    /// <summary>Where to write the tables as Markdown.</summary>
    public string? Markdown { get; init; }

    /// <summary>Where to write our rows.</summary>
    public string? Csv { get; init; }

    /// <summary>Reads arguments.</summary>
    /// <exception cref="ArgumentException">An argument is unknown or its value unsound; the message names it.</exception>
    public static SharesOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count % 2 != 0) { throw new ArgumentException($"'{arguments[^1]}' has no value."); }
        var options = arguments.Chunk(2).Aggregate(new SharesOptions(), (x, pair) => x.With(pair[0], pair[1]));
        if (!SweepRow.Budgets.Contains(options.Trials)) { throw new ArgumentException($"--trials {options.Trials} must be one of {string.Join(", ", SweepRow.Budgets)}, at which the opponents were recorded."); }
        if (options.Seeds < 1 || options.Jobs < 1) { throw new ArgumentException("--seeds and --jobs must be at least 1."); }
        return options;
    }

    private SharesOptions With(string name, string value) => name switch
    {
        "--tuner" or "--tuners" => this with { Tuners = value.Split(',') },
        "--seeds" => this with { Seeds = Integer(name, value) },
        "--first-seed" => this with { FirstSeed = Integer(name, value) },
        "--trials" => this with { Trials = Integer(name, value) },
        "--problems" => this with { Problems = [.. value.Split(',').SelectMany(x => x == "further" ? ProblemCatalog.Further : x == "recorded" ? ProblemCatalog.Names : [x])] },
        "--jobs" => this with { Jobs = Integer(name, value) },
        "--opponents" => this with { Opponents = value },
        "--markdown" => this with { Markdown = value },
        "--csv" => this with { Csv = value },
        _ => throw new ArgumentException($"Unknown argument '{name}'."),
    };

    private static int Integer(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"{name} takes a whole number, not '{value}'.");
}
