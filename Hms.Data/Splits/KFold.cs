using Hms.Signal.Randomness;

namespace Hms.Data.Splits;

/// <summary>Splits EEGs at random into folds of nearly equal size, whoever they are of: patients come to lie in several folds, so scores are too good. Only to show how much, or for data with one EEG a patient.</summary>
public static class KFold
{
    /// <summary>Assigns each row to the fold of its EEG; windows of one EEG overlap and stay together.</summary>
    /// <param name="eegs">EEG id of each row.</param>
    /// <param name="foldCount">Number of folds, 2 or more and at most the number of EEGs.</param>
    /// <param name="seed">Same seed, same folds.</param>
    /// <returns>Fold of each row, 0 to foldCount - 1; the numbers of EEGs in two folds differ by 1 at most.</returns>
    /// <exception cref="ArgumentException">There are fewer EEGs than folds, or fewer than 2 folds.</exception>
    public static int[] Assign(IReadOnlyList<long> eegs, int foldCount, ulong seed)
    {
        if (foldCount < 2) { throw new ArgumentException($"{foldCount} folds; at least 2 are needed.", nameof(foldCount)); }
        var ids = eegs.Distinct().Order().ToArray();
        if (ids.Length < foldCount) { throw new ArgumentException($"{foldCount} folds need at least as many EEGs; the {eegs.Count} rows have {ids.Length}.", nameof(foldCount)); }
        new HashRandom(SeedHash.Derive(seed, "k-fold")).Shuffle(ids.AsSpan());
        var foldOf = new Dictionary<long, int>(ids.Length);
        for (var i = 0; i < ids.Length; i++) { foldOf[ids[i]] = i % foldCount; }
        return [.. eegs.Select(eeg => foldOf[eeg])];
    }
}
