using System.CommandLine;
using Hms.Experiments.Configuration;

namespace Hms.Experiments.Commands.Studies;

/// <summary>Arguments and options that the commands on studies share.</summary>
internal static class StudyOptions
{
    public static Argument<string> Store() => new("STORE") { Description = "The --out folder of hms sweep, a study file (.db; Optuna's too), or postgresql://user@host/database." };

    public static Option<string?> Study() => new("--study") { Description = "Name of the study; needed where a store holds several." };

    public static Option<string?> Objective() => new("--objective") { Description = "Number of the objective, from 0, or duration: the seconds that a trial took. Default: the first objective." };

    public static Option<string?> Parameters() => new("--params") { Description = "Parameters, parted by commas: whole names, or their last parts." };

    /// <summary>One of the known words.</summary>
    /// <exception cref="UserErrorException">It is none; the message suggests the nearest and lists all.</exception>
    public static string Choose(string option, string word, IReadOnlyList<string> known) =>
        known.Contains(word, StringComparer.Ordinal) ? word : throw new UserErrorException($"{option} \"{word}\" is unknown{Suggestions.Hint(Suggestions.Closest(word, known), known)}");
}
