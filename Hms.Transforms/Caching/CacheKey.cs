using System.Buffers.Binary;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;
using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Caching;

/// <summary>Names what was computed: a SHA-256 over the data, every step that was applied to it, and the code that did it. Equal keys mean equal bytes.</summary>
/// <remarks>
/// A chain: the key of a stage is the hash of the key before it and of what the step would write into a model, its options and what it has learnt. The code is
/// the identity that the compiler gives each build of Hms.Signal, Hms.Data and Hms.Transforms, so a changed kernel never serves an older result;
/// processor, vector width and ML.NET version are part of it, too. Immutable.
/// </remarks>
public sealed class CacheKey
{
    private const int FormatVersion = 1;

    private readonly byte[] _hash;

    private CacheKey(byte[] hash) => _hash = hash;

    /// <summary>The key of nothing yet, computed by this code on this processor.</summary>
    public static CacheKey OfThisCode { get; } = new CacheKey([]).With("code", CodeIdentity());

    /// <summary>The key after one more fact.</summary>
    /// <param name="name">What the fact is about.</param>
    /// <param name="value">The fact.</param>
    public CacheKey With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return With(name, Encoding.UTF8.GetBytes(value));
    }

    /// <summary>The key after one more fact.</summary>
    /// <param name="name">What the fact is about.</param>
    /// <param name="value">The fact; its length is part of the key.</param>
    public CacheKey With(string name, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_hash);
        AppendSized(hash, Encoding.UTF8.GetBytes(name));
        AppendSized(hash, value);
        return new CacheKey(hash.GetHashAndReset());
    }

    /// <summary>The key after one more fitted step.</summary>
    /// <param name="step">A step of Hms.</param>
    /// <exception cref="ArgumentException">It is no step of Hms that maps rows one by one.</exception>
    public CacheKey With(ITransformer step) => step is RowMappingTransformer mapping
        ? mapping.ToPayload().ToEntries().Aggregate(this, (key, entry) => key.With(entry.Name, entry.Bytes))
        : throw new ArgumentException($"{step?.GetType().Name ?? "null"} is no step that maps rows one by one; only such results can be cached under a key.", nameof(step));

    /// <summary>64 hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash);

    private static void AppendSized(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static string CodeIdentity()
    {
        // Hms.Data is a sibling that this assembly does not reference; it is there where recordings are read.
        var rooms = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name is "Hms.Data")
            .Append(typeof(CacheKey).Assembly).Append(typeof(Signal.Spectra.StftPlan).Assembly)
            .Select(assembly => $"{assembly.GetName().Name} {assembly.GetName().Version} {assembly.ManifestModule.ModuleVersionId}").Order(StringComparer.Ordinal);
        var processor = $"{RuntimeInformation.ProcessArchitecture} {Vector<byte>.Count} {Vector256.IsHardwareAccelerated} {Vector512.IsHardwareAccelerated}";
        return string.Join('\n', [$"format {FormatVersion}.{DiskCache.FormatVersion}", .. rooms, $"ML.NET {typeof(MLContext).Assembly.GetName().Version}", $".NET {Environment.Version}", processor]);
    }
}
