using System.Globalization;
using Hms.Experiments.Configuration;
using Hms.Tuning.Pruners;

namespace Hms.Experiments.Commands.Studies;

/// <summary>A pruner by a word of the command line, with its most important number after a colon: <c>percentile:25</c>.</summary>
internal static class PrunerWords
{
    /// <summary>The words, for help and messages.</summary>
    public const string Known = "none, median, percentile:25, asha, hyperband, threshold:UPPER, wilcoxon, patient:3, fold-epoch:FOLDSxEPOCHS, fold-race:FOLDSxEPOCHS:Z";

    private static readonly string[] Words = ["none", "median", "percentile", "asha", "hyperband", "threshold", "wilcoxon", "patient", "fold-epoch", "fold-race"];

    /// <summary>The pruner, with its other settings at their defaults.</summary>
    /// <param name="text">Word, or word:number.</param>
    /// <exception cref="UserErrorException">The word or its number is not understood.</exception>
    public static IPruner Parse(string text)
    {
        var parts = text.Split(':', 2);
        var (word, rest) = (parts[0], parts.Length > 1 ? parts[1] : null);
        if (!Words.Contains(word, StringComparer.Ordinal)) { throw new UserErrorException($"--pruner \"{text}\" is unknown{Suggestions.Hint(Suggestions.Closest(word, Words), Words)}"); }
        try { return Create(word, rest, text); }
        catch (ArgumentException exception) { throw new UserErrorException($"--pruner \"{text}\": {exception.Message}", exception); }
    }

    private static IPruner Create(string word, string? rest, string text) => word switch
    {
        "percentile" => new PercentilePruner(rest is null ? new PercentilePrunerOptions() : new PercentilePrunerOptions { Percentile = Number(rest, text) }),
        "threshold" => new ThresholdPruner(new ThresholdPrunerOptions { Upper = Number(rest ?? throw Missing(text, "the highest value that is let through"), text) }),
        "wilcoxon" => new WilcoxonPruner(rest is null ? new WilcoxonPrunerOptions() : new WilcoxonPrunerOptions { PThreshold = Number(rest, text) }),
        "patient" => new PatientPruner(new MedianPruner(new MedianPrunerOptions()), rest is null ? new PatientPrunerOptions() : new PatientPrunerOptions { Patience = (int)Number(rest, text) }),
        "fold-epoch" => FoldEpoch(rest ?? throw Missing(text, "folds and epochs (5x9)"), text),
        "fold-race" => FoldRace(rest ?? throw Missing(text, "folds, epochs and z (5x9:2)"), text),
        _ when rest is not null => throw new UserErrorException($"--pruner \"{text}\": {word} takes no number after a colon."),
        "median" => new MedianPruner(new MedianPrunerOptions()),
        "asha" => new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions()),
        "hyperband" => new HyperbandPruner(new HyperbandPrunerOptions()),
        _ => new NonePruner(),
    };

    private static FoldEpochPruner FoldEpoch(string rest, string text)
    {
        var (folds, epochs) = FoldsAndEpochs(rest, text);
        return new FoldEpochPruner(new FoldEpochPrunerOptions { Folds = folds, Epochs = epochs });
    }

    /// <summary>A study knows no patients, so each row stands for itself here.</summary>
    private static FoldRacePruner FoldRace(string rest, string text)
    {
        var parts = rest.Split(':', 2);
        var (folds, epochs) = FoldsAndEpochs(parts[0], text);
        var options = new FoldRacePrunerOptions { Folds = folds, Epochs = epochs };
        return new FoldRacePruner(parts.Length == 1 ? options : options with { Z = Number(parts[1], text) });
    }

    private static (int Folds, int Epochs) FoldsAndEpochs(string rest, string text)
    {
        var numbers = rest.Split('x');
        return numbers.Length == 2 ? ((int)Number(numbers[0], text), (int)Number(numbers[1], text)) : throw Missing(text, "folds and epochs (5x9)");
    }

    private static double Number(string word, string text) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UserErrorException($"--pruner \"{text}\": \"{word}\" is no number; known: {Known}.");

    private static UserErrorException Missing(string text, string what) => new($"--pruner \"{text}\" needs {what} after a colon; known: {Known}.");
}
