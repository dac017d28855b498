using System.Runtime.CompilerServices;

namespace Hms.Tests.Support;

/// <summary>Test runs, and the processes that they start, keep features in a folder of their own, not in the user's cache.</summary>
internal static class TestCacheFolder
{
    [ModuleInitializer]
    internal static void Set()
    {
        const string Variable = "HMS_CACHE";
        if (Environment.GetEnvironmentVariable(Variable) is not null) { return; }
        var folder = Directory.CreateTempSubdirectory("hms-test-cache-").FullName;
        Environment.SetEnvironmentVariable(Variable, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
