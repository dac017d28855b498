using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hms.Training.Weights;

/// <summary>An open safetensors file: 8 bytes with the header's length, the header (JSON), the values. Only numbers are read; nothing in the file is run.</summary>
/// <remarks>The whole header is checked when the file is opened: lengths, offsets, overlaps, formats. Values are read tensor by tensor, when asked for.</remarks>
public sealed class SafetensorsFile : IDisposable
{
    /// <summary>Longest header that is read, as in the reference reader.</summary>
    public const long MaximumHeaderBytes = 100_000_000;

    private const int LengthBytes = 8;
    private const int ChunkValues = 1 << 16;

    private readonly SafeFileHandle _file;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;

    private SafetensorsFile(string path, SafeFileHandle file)
    {
        (Path, _file) = (path, file);
        var length = RandomAccess.GetLength(file);
        if (length < LengthBytes) { throw new SafetensorsException($"{path} is no sound safetensors file: it has {length} bytes, fewer than the {LengthBytes} of the header's length."); }
        Span<byte> prefix = stackalloc byte[LengthBytes];
        ReadFully(prefix, 0);
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > MaximumHeaderBytes || (long)headerBytes > length - LengthBytes)
        {
            throw new SafetensorsException($"{path} is no sound safetensors file: its first 8 bytes give a header of {headerBytes} bytes, but at most {Math.Min(MaximumHeaderBytes, length - LengthBytes)} fit.");
        }
        var json = new byte[headerBytes];
        ReadFully(json, LengthBytes);
        _dataStart = LengthBytes + (long)headerBytes;
        _header = SafetensorsHeader.Parse(path, json, length - _dataStart);
    }

    /// <summary>The path, as given.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _header.Entries;

    /// <summary>Texts of the file's __metadata__.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">The file cannot be opened, or breaks the format; the message names file, tensor and place.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeFileHandle handle;
        try { handle = File.OpenHandle(path); }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { throw new SafetensorsException($"The weights file {path} cannot be opened: {exception.Message}", exception); }
        try { return new(path, handle); }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads the values of one tensor as single precision, row-major.</summary>
    /// <param name="key">Its name.</param>
    /// <exception cref="SafetensorsException">There is no such tensor, it holds no F32, F16 or BF16, or the file ends early.</exception>
    public float[] Read(string key)
    {
        if (!Entries.TryGetValue(key, out var entry)) { throw new SafetensorsException($"{Path} has no tensor {key}."); }
        if (entry.Type is not (SafetensorsType.F32 or SafetensorsType.F16 or SafetensorsType.BF16))
        {
            throw new SafetensorsException($"{Path}: tensor {key} is {entry.Type}; weights are read from F32, F16 and BF16 only.");
        }
        if (entry.Count > Array.MaxLength) { throw new SafetensorsException($"{Path}: tensor {key} has {entry.Count} values; at most {Array.MaxLength} are read."); }
        var values = new float[entry.Count];
        var start = _dataStart + entry.Begin;
        if (entry.Type == SafetensorsType.F32) { ReadFully(MemoryMarshal.AsBytes(values.AsSpan()), start); }
        else { ReadHalves(values, start, entry.Type); }
        return values;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void ReadHalves(Span<float> values, long start, SafetensorsType type)
    {
        var buffer = new ushort[Math.Min(ChunkValues, values.Length)];
        for (var done = 0; done < values.Length;)
        {
            var chunk = buffer.AsSpan(0, Math.Min(buffer.Length, values.Length - done));
            ReadFully(MemoryMarshal.AsBytes(chunk), start + 2L * done);
            var target = values.Slice(done, chunk.Length);
            if (type == SafetensorsType.F16) { TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<ushort, Half>(chunk), target); }
            else
            {
                for (var i = 0; i < chunk.Length; i++) { target[i] = BitConverter.UInt32BitsToSingle((uint)chunk[i] << 16); }
            }
            done += chunk.Length;
        }
    }

    private void ReadFully(Span<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            var count = RandomAccess.Read(_file, target, offset);
            if (count == 0) { throw new SafetensorsException($"{Path} ends early, at byte {offset}; {target.Length} more bytes were expected there."); }
            target = target[count..];
            offset += count;
        }
    }
}
