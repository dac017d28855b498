namespace Hms.Experiments.Running;

/// <summary>Makes a run's folder this process's own while it writes there; the system releases the lock with the process, however it ends.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The lock file; made where there is none, and left behind.</param>
    /// <exception cref="UserErrorException">Another process has it.</exception>
    public static RunLock Take(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new UserErrorException($"{Path.GetDirectoryName(path)} is in use by another hms process; wait for it, or name another folder.", exception);
        }
    }

    /// <summary>Whether a process has the lock; it is looked at, not taken.</summary>
    /// <param name="path">The lock file.</param>
    public static bool IsTaken(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (FileNotFoundException) { return false; }
        catch (DirectoryNotFoundException) { return false; }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { return true; }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
