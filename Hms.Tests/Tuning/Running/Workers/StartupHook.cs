using Hms.Tests.Tuning.Running.Workers;

/// <summary>
/// Lets this test program be started as a worker process: the runtime calls it before the main program when DOTNET_STARTUP_HOOKS names this assembly, so that a worker is up in a
/// fraction of the time that the test platform takes. Name and place are the runtime's rule.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(TestWorkers.Variable) is { } scenario) { Environment.Exit(TestWorkers.Run(scenario)); }
    }
}
