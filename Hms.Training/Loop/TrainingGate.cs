namespace Hms.Training.Loop;

/// <summary>Admits one training at a time: libtorch's random state and thread count belong to the whole process.</summary>
internal static class TrainingGate
{
    private static int _busy;

    public static IDisposable Enter()
    {
        if (Interlocked.Exchange(ref _busy, 1) == 1)
        {
            throw new InvalidOperationException(
                "A training is already running in this process, and libtorch's random state and thread count are process-wide. "
                + "Wait for it, or run trainings side by side in child processes.");
        }
        return new Pass();
    }

    private sealed class Pass : IDisposable
    {
        public void Dispose() => Interlocked.Exchange(ref _busy, 0);
    }
}
