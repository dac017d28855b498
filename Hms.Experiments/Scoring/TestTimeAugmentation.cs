using System.Globalization;
using Hms.Transforms.Scoring;

namespace Hms.Experiments.Scoring;

/// <summary>Views of each recording whose probabilities are averaged: with left and right exchanged, and with the window moved.</summary>
/// <param name="Mirror">Whether left and right are exchanged, too.</param>
/// <param name="ShiftSeconds">The window is moved by so many seconds, to both sides; 0 for not.</param>
public sealed record TestTimeAugmentation(ScoringMirror Mirror = ScoringMirror.None, double ShiftSeconds = 0)
{
    /// <summary>What <see cref="TryParse"/> reads.</summary>
    public const string Usage = "mirror, shift:SECONDS (above 0), or both with a comma between";

    private const string ShiftPrefix = "shift:";

    /// <summary>Each recording as it is.</summary>
    public static TestTimeAugmentation None { get; } = new();

    /// <summary>By how much windows are moved, in s.</summary>
    public IReadOnlyList<double> Shifts => ShiftSeconds > 0 ? [-ShiftSeconds, ShiftSeconds] : [];

    /// <summary>Reads a list of views.</summary>
    /// <param name="text">For example mirror,shift:2.</param>
    /// <param name="augmentation">Receives the views.</param>
    public static bool TryParse(string text, out TestTimeAugmentation augmentation)
    {
        augmentation = None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (word == "mirror" && augmentation.Mirror == ScoringMirror.None) { augmentation = augmentation with { Mirror = ScoringMirror.Average }; }
            else if (augmentation.ShiftSeconds == 0 && word.StartsWith(ShiftPrefix, StringComparison.Ordinal) && Seconds(word) is > 0 and var seconds)
            {
                augmentation = augmentation with { ShiftSeconds = seconds };
            }
            else { return false; }
        }
        return true;
    }

    private static double Seconds(string word) =>
        double.TryParse(word.AsSpan(ShiftPrefix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) ? seconds : 0;
}
