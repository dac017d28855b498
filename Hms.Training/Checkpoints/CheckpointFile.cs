using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hms.Training.Checkpoints;

/// <summary>The file of a checkpoint: 8 bytes "HMSCKPT1", length of the header, header (JSON: identity, progress, list of blocks), the blocks, SHA-256 over all before it.</summary>
/// <remarks>Little-endian. Blocks are read from the file one at a time, after the sum over the whole file was found right.</remarks>
internal sealed class CheckpointFile : IDisposable
{
    private const int MaximumHeaderBytes = 1 << 30;

    private static readonly byte[] Magic = "HMSCKPT1"u8.ToArray();
    private readonly FileStream _stream;
    private readonly Dictionary<string, (long Start, long Bytes)> _blocks = [];

    private CheckpointFile(FileStream stream, CheckpointHeader header, long dataStart)
    {
        (_stream, Header) = (stream, header);
        foreach (var block in header.Blocks)
        {
            _blocks.Add(block.Name, (dataStart, block.Bytes));
            dataStart += block.Bytes;
        }
    }

    public CheckpointHeader Header { get; }

    /// <summary>The blocks' names, in order.</summary>
    public IEnumerable<string> Names => Header.Blocks.Select(block => block.Name);

    /// <summary>Writes a file beside, flushes it to the disk and renames it.</summary>
    /// <param name="path">Target.</param>
    /// <param name="header">Header, its list of blocks included.</param>
    /// <param name="write">Writes all blocks, in order.</param>
    public static void Write(string path, CheckpointHeader header, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var beside = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
                {
                    using (var hashing = new HashingStream(file, hash))
                    {
                        WriteHeader(hashing, header);
                        write(hashing);
                    }
                    file.Write(hash.GetHashAndReset());
                }
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Opens a file and checks its sum and its header.</summary>
    /// <exception cref="CheckpointException">It is damaged.</exception>
    public static CheckpointFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        try
        {
            RequireSum(stream, path);
            stream.Position = Magic.Length;
            var prefix = new byte[sizeof(long)];
            stream.ReadExactly(prefix);
            var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            var room = stream.Length - SHA256.HashSizeInBytes - stream.Position;
            if (length is < 2 or > MaximumHeaderBytes || length > room) { throw new CheckpointException(path, $"is damaged: it names a header of {length} bytes where {room} follow"); }
            var json = new byte[length];
            stream.ReadExactly(json);
            var header = JsonSerializer.Deserialize<CheckpointHeader>(json, CheckpointHeader.Json);
            if (header is null || header.Blocks.Any(block => block.Bytes < 0) || header.Blocks.Sum(block => (decimal)block.Bytes) != room - length) { throw new CheckpointException(path, "is damaged: its blocks do not fill it"); }
            return new(stream, header, stream.Position);
        }
        catch (Exception exception) when (exception is JsonException or EndOfStreamException or ArgumentException)
        {
            stream.Dispose();
            throw new CheckpointException(path, $"is damaged: {exception.Message}", exception);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is such a block.</summary>
    public bool Has(string name) => _blocks.ContainsKey(name);

    /// <summary>Reads a block.</summary>
    /// <exception cref="CheckpointException">There is none, or it has another length.</exception>
    public void Read(string name, Span<byte> target)
    {
        if (!_blocks.TryGetValue(name, out var block) || block.Bytes != target.Length)
        {
            throw new CheckpointException(_stream.Name, $"does not fit: block {name} has {(_blocks.ContainsKey(name) ? block.Bytes : 0)} bytes, the training needs {target.Length}");
        }
        _stream.Position = block.Start;
        _stream.ReadExactly(target);
    }

    /// <summary>Reads a block of unknown length.</summary>
    public byte[] Read(string name)
    {
        var content = new byte[_blocks.TryGetValue(name, out var block) ? block.Bytes : 0];
        Read(name, content);
        return content;
    }

    public void Dispose() => _stream.Dispose();

    private static void WriteHeader(Stream stream, CheckpointHeader header)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header, CheckpointHeader.Json);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        stream.Write(Magic);
        stream.Write(length);
        stream.Write(json);
    }

    private static void RequireSum(FileStream stream, string path)
    {
        if (stream.Length < Magic.Length + sizeof(long) + SHA256.HashSizeInBytes) { throw new CheckpointException(path, $"is no checkpoint: it has {stream.Length} bytes only"); }
        var magic = new byte[Magic.Length];
        stream.ReadExactly(magic);
        if (!magic.AsSpan().SequenceEqual(Magic)) { throw new CheckpointException(path, "is no checkpoint of this version of Hms: it begins otherwise"); }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        stream.Position = 0;
        var buffer = new byte[1 << 20];
        for (var left = stream.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var count = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (count == 0) { throw new CheckpointException(path, "is damaged: it ends early"); }
            hash.AppendData(buffer, 0, count);
            left -= count;
        }
        var sum = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(sum);
        if (!sum.AsSpan().SequenceEqual(hash.GetHashAndReset())) { throw new CheckpointException(path, "is damaged: its SHA-256 is not the one that it ends with"); }
    }
}
