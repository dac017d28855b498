namespace Hms.Data.Files;

/// <summary>Writes a file so that a reader sees the old one or the whole new one, never a part.</summary>
public static class AtomicFile
{
    private static int _counter;

    /// <summary>Writes beside the target, flushes to the disk and renames.</summary>
    /// <param name="path">Target; an existing file is replaced. Its folder is created where absent.</param>
    /// <param name="write">Writes the content; when it throws, the target stays as it was and nothing is left beside it.</param>
    /// <exception cref="IOException">The disk is full or fails; the message names the target and says that it is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The target's folder must not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var beside = $"{target}.{Environment.ProcessId}-{Interlocked.Increment(ref _counter)}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, target, overwrite: true);
        }
        catch (Exception error)
        {
            TryDelete(beside);
            if (DiskFull.Is(error)) { throw new IOException($"{target} cannot be written: the disk is full; what was there is as it was. Free some space, or write elsewhere.", error); }
            throw;
        }
    }

    /// <summary>What stops the deletion would hide what stopped the writing.</summary>
    private static void TryDelete(string path)
    {
        try { File.Delete(path); }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }
}
