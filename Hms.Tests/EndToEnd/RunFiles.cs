using Hms.Data.Files;

namespace Hms.Tests.EndToEnd;

/// <summary>What two runs are compared by.</summary>
internal static class RunFiles
{
    private static readonly string[] TimeColumns = ["started_utc", "seconds"];

    /// <summary>leaderboard.csv without the columns that tell times; checks that they are the last ones.</summary>
    public static string[] LeaderboardWithoutTimes(string run)
    {
        var lines = File.ReadAllLines(Path.Combine(run, "leaderboard.csv"));
        Assert.Equal(TimeColumns, lines[0].Split(',')[^TimeColumns.Length..]);
        return [.. lines.Select(line => string.Join(',', line.Split(',')[..^TimeColumns.Length]))];
    }

    /// <summary>The winner's probabilities for every EEG of a folder, scored in this process.</summary>
    public static async Task<IReadOnlyList<SubmissionRow>> ScoreAsync(string model, string root, string submission)
    {
        (await HmsCommand.RunAsync("score", "--model", model, "--root", root, "--out", submission)).Succeeded();
        return SubmissionFile.Read(submission);
    }

    /// <summary>Largest difference of two submissions; checks that they name the same EEGs in the same order.</summary>
    public static double LargestDifference(IReadOnlyList<SubmissionRow> left, IReadOnlyList<SubmissionRow> right)
    {
        Assert.Equal(left.Select(row => row.EegId), right.Select(row => row.EegId));
        return left.Zip(right).Max(pair => pair.First.Probabilities.Zip(pair.Second.Probabilities).Max(p => Math.Abs(p.First - p.Second)));
    }

    /// <summary>Every file below a folder with its length, to see that a command left nothing behind but the lock of a run's folder, which stays.</summary>
    public static string[] Listing(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
            .Select(path => $"{Path.GetRelativePath(folder, path)} {new FileInfo(path).Length}").Order(StringComparer.Ordinal)];
}
