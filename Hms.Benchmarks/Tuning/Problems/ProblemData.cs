namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>Where the recorded data of the problems lie: the folder that HMS_SHARED_DATA names, or ../shared/data beside the checkout.</summary>
internal static class ProblemData
{
    /// <summary>Path of a file or folder below <c>tuning</c> of the shared data.</summary>
    /// <exception cref="FileNotFoundException">It is absent.</exception>
    public static string Require(string relativePath)
    {
        var path = Path.GetFullPath(Path.Combine(Root(), "tuning", relativePath));
        return File.Exists(path) || Directory.Exists(path) ? path : throw new FileNotFoundException($"The recorded data {path} are absent; set HMS_SHARED_DATA to the folder that holds 'tuning'.");
    }

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("HMS_SHARED_DATA") is { Length: > 0 } named) { return named; }
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hms.sln"))) { return Path.Combine(folder.FullName, "..", "shared", "data"); }
        }
        throw new DirectoryNotFoundException($"No checkout above {AppContext.BaseDirectory}; set HMS_SHARED_DATA to the folder that holds 'tuning'.");
    }
}
