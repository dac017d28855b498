using Microsoft.Win32.SafeHandles;

namespace Hms.Data.Edf;

/// <summary>The bytes of a file, read where they are asked for; its length is that at opening.</summary>
/// <remarks>Keeps one block of up to 1 MB, so that short neighbouring reads are one call of the system. Not thread-safe.</remarks>
internal sealed class EdfBytes : IDisposable
{
    private const int BlockBytes = 1 << 20;

    private readonly SafeFileHandle _handle;
    private byte[] _block = [];
    private long _blockStart;
    private int _blockLength;

    public EdfBytes(string path)
    {
        Path = path;
        try
        {
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _handle?.Dispose();
            throw new HmsDataException(path, $"cannot be opened: {error.Message}", error);
        }
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>Reads exactly these bytes.</summary>
    public void Read(long offset, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var count = ReadSome(offset, bytes);
            if (count == 0) { throw new HmsDataException(Path, $"ended at byte {offset} while it was read; it had {Length} bytes when it was opened. Read it when nothing writes it."); }
            offset += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>As <see cref="Read"/>, through the block: for short pieces, mostly in the order of the file.</summary>
    public void ReadNearby(long offset, Span<byte> bytes)
    {
        if (bytes.Length > BlockBytes / 2)
        {
            Read(offset, bytes);
            return;
        }
        if (offset < _blockStart || offset + bytes.Length > _blockStart + _blockLength) { LoadBlock(offset, bytes.Length); }
        _block.AsSpan((int)(offset - _blockStart), bytes.Length).CopyTo(bytes);
    }

    public void Dispose() => _handle.Dispose();

    private void LoadBlock(long offset, int needed)
    {
        if (_block.Length == 0) { _block = new byte[(int)Math.Min(BlockBytes, Length)]; }
        (_blockStart, _blockLength) = (offset, 0);
        var count = (int)Math.Clamp(Length - offset, needed, _block.Length);
        Read(offset, _block.AsSpan(0, count));
        _blockLength = count;
    }

    private int ReadSome(long offset, Span<byte> bytes)
    {
        try
        {
            return RandomAccess.Read(_handle, bytes, offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HmsDataException(Path, $"cannot be read at byte {offset}: {error.Message}", error);
        }
    }
}
