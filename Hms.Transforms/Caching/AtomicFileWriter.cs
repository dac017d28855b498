using Microsoft.Win32.SafeHandles;

namespace Hms.Transforms.Caching;

/// <summary>Writes a file beside its place, brings it to the disk and renames it: a reader sees the whole file or none.</summary>
internal static class AtomicFileWriter
{
    internal static void Write(string path, Action<SafeFileHandle> write)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var part = $"{full}.{Path.GetRandomFileName()}.part";
        try
        {
            using (var handle = File.OpenHandle(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(handle);
                RandomAccess.FlushToDisk(handle);
            }
            File.Move(part, full, overwrite: true);
        }
        finally { File.Delete(part); }
    }
}
