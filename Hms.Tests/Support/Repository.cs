namespace Hms.Tests.Support;

/// <summary>The checkout that these tests belong to.</summary>
public static class Repository
{
    /// <summary>The folder that holds Hms.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hms.sln"))) { return folder.FullName; }
        }
        throw new InvalidOperationException($"No Hms.sln above {AppContext.BaseDirectory}; the tests run from within a checkout.");
    }
}
