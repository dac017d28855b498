using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Hms.Data.Files;

/// <summary>All bytes of a file in an array of the shared pool.</summary>
internal sealed class PooledFile : IDisposable
{
    private readonly int _length;
    private byte[]? _array;

    private PooledFile(byte[] array, int length) => (_array, _length) = (array, length);

    /// <summary>The bytes; until <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Bytes => Array.AsSpan(0, _length);

    /// <summary>Number of bytes.</summary>
    public int Length => _length;

    private byte[] Array => _array ?? throw new ObjectDisposedException(nameof(PooledFile));

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read, or is larger than an array.</exception>
    public static PooledFile Read(string path)
    {
        using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var length = RandomAccess.GetLength(handle);
        if (length > System.Array.MaxLength) { throw new IOException($"{length} bytes are more than fit into one array."); }
        var array = ArrayPool<byte>.Shared.Rent((int)length);
        try { return new PooledFile(array, Fill(handle, array.AsSpan(0, (int)length), 0)); }
        catch
        {
            ArrayPool<byte>.Shared.Return(array);
            throw;
        }
    }

    /// <summary>Reads from an offset on until the target is full or the file ends.</summary>
    /// <returns>Bytes read.</returns>
    public static int Fill(SafeFileHandle handle, Span<byte> target, long offset)
    {
        var read = 0;
        while (read < target.Length && RandomAccess.Read(handle, target[read..], offset + read) is > 0 and var more) { read += more; }
        return read;
    }

    /// <summary>A stream over the bytes; until <see cref="Dispose"/>.</summary>
    public MemoryStream OpenStream() => new(Array, 0, _length, writable: false);

    /// <inheritdoc />
    public void Dispose()
    {
        if (_array is not null) { ArrayPool<byte>.Shared.Return(_array); }
        _array = null;
    }
}
