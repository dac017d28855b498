using System.Globalization;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Storage;

/// <summary>What a child process was told to have been stored, event by event, beside what the store holds.</summary>
internal static class StorageLog
{
    /// <summary>Every event that the child logged is there, and at most the event in flight beyond them.</summary>
    public static void Check(string path, IReadOnlyList<Trial> trials, string owner, int atMostMissing)
    {
        var logged = File.Exists(path) ? File.ReadAllLines(path).Where(x => x.EndsWith('.')).ToHashSet(StringComparer.Ordinal) : [];
        var stored = trials.Where(x => x.Owner == owner).SelectMany(Events).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(logged.Except(stored));
        Assert.InRange(stored.Except(logged).Count(), 0, atMostMissing);
    }

    public static string Began(int number) => string.Create(CultureInfo.InvariantCulture, $"began {number}.");

    public static string Reported(int number, int step) => string.Create(CultureInfo.InvariantCulture, $"reported {number} {step}.");

    public static string Ended(int number) => string.Create(CultureInfo.InvariantCulture, $"ended {number}.");

    private static IEnumerable<string> Events(Trial trial)
    {
        yield return Began(trial.Number);
        foreach (var (step, value) in trial.IntermediateValues)
        {
            Assert.Equal(trial.Number + step, value);
            yield return Reported(trial.Number, step);
        }
        if (!trial.IsFinished) { yield break; }
        Assert.Equal((TrialState.Complete, (double?)trial.Number), (trial.State, trial.Value));
        yield return Ended(trial.Number);
    }
}
