namespace Hms.Tests.Support;

/// <summary>Real data that some tests use when it is present: ../shared/data beside the checkout, or the folder HMS_SHARED_DATA names.</summary>
public static class SharedData
{
    /// <summary>Path of a file or folder below the shared data; the test is skipped, with the reason, where it is absent.</summary>
    public static string Require(string relativePath)
    {
        var root = Environment.GetEnvironmentVariable("HMS_SHARED_DATA") ?? Path.Combine(Repository.Root, "..", "shared", "data");
        var path = Path.GetFullPath(Path.Combine(root, relativePath));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"Shared data not present: {relativePath} (set HMS_SHARED_DATA).");
        return path;
    }
}
