using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hms.Training.Networks;

namespace Hms.Training.Weights;

/// <summary>Writes weights as a safetensors file (F32), which timm and PyTorch read by safetensors.torch.load_file.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes all weights of a network: beside the target, flushed, renamed. The same weights and metadata give the same bytes.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="metadata">Texts for __metadata__; null for none.</param>
    public static void Write(string path, NetworkWeights weights, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(weights);
        var target = Path.GetFullPath(path);
        var beside = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                Write(stream, weights, metadata);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Writes all weights of a network to a stream.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="metadata">Texts for __metadata__; null for none.</param>
    public static void Write(Stream stream, NetworkWeights weights, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(weights);
        var header = Header(weights, metadata);
        Span<byte> length = stackalloc byte[Alignment];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var key in weights.Keys) { stream.Write(MemoryMarshal.AsBytes(weights[key].Values.AsSpan())); }
    }

    /// <summary>The header, filled up with spaces so that the values begin at a multiple of 8 bytes.</summary>
    private static byte[] Header(NetworkWeights weights, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach (var (name, text) in metadata.OrderBy(item => item.Key, StringComparer.Ordinal)) { json.WriteString(name, text); }
                json.WriteEndObject();
            }
            var offset = 0L;
            foreach (var key in weights.Keys) { offset = WriteEntry(json, key, weights[key], offset); }
            json.WriteEndObject();
        }
        while (buffer.Length % Alignment != 0) { buffer.WriteByte((byte)' '); }
        return buffer.ToArray();
    }

    private static long WriteEntry(Utf8JsonWriter json, string key, WeightTensor tensor, long offset)
    {
        var end = offset + (long)tensor.Values.Length * sizeof(float);
        json.WriteStartObject(key);
        json.WriteString("dtype", nameof(SafetensorsType.F32));
        WriteNumbers(json, "shape", tensor.Shape);
        WriteNumbers(json, "data_offsets", [offset, end]);
        json.WriteEndObject();
        return end;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) { json.WriteNumberValue(number); }
        json.WriteEndArray();
    }
}
