using System.CommandLine;
using System.Globalization;
using Hms.Experiments.Configuration;

namespace Hms.Experiments.Commands;

/// <summary>Options and arguments that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>Where experiments are declared when no file is named.</summary>
    public const string DefaultFile = "experiments.json";

    public static Option<bool> Json() => new("--json") { Description = "Write JSON, for machines." };

    /// <summary>Refuses a number below 1 before anything runs.</summary>
    public static void RequireAtLeastOne(Option<int?> option) => option.Validators.Add(result =>
    {
        // The words, not the value: asking for the value of one that is no number throws, and the parser reports that by itself.
        if (result.Tokens is [var word] && int.TryParse(word.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number < 1)
        {
            result.AddError($"{option.Name} {number} must be at least 1.");
        }
    });

    public static Argument<FileInfo> File() => new("FILE") { Description = "The experiments file." };

    public static Option<string> Experiment() => new("--experiment") { Description = "Name of the experiment.", Required = true };

    public static Option<DirectoryInfo?> Root() => new("--root") { Description = "Folder of the HMS data (train.csv, train_eegs/, train_spectrograms/); replaces what the file declares." };

    public static Option<string> Scale() => new("--scale")
    {
        Description = "Scale of the experiments file at which to run; full: as the experiment is declared.",
        DefaultValueFactory = _ => ExperimentsResult.FullScale,
    };
}
