namespace Hms.Training.Weights;

/// <summary>One tensor of a safetensors file, without its values.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Type">Number format.</param>
/// <param name="Shape">Dimensions; empty for a single number.</param>
/// <param name="Begin">First byte of its values, counted from the end of the header.</param>
/// <param name="End">Byte behind its last value.</param>
public sealed record SafetensorsEntry(string Key, SafetensorsType Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>Number of values.</summary>
    public long Count => (End - Begin) / SizeOf(Type);

    /// <summary>Bytes of one value.</summary>
    /// <param name="type">Number format.</param>
    public static int SizeOf(SafetensorsType type) => type switch
    {
        SafetensorsType.F64 or SafetensorsType.I64 => 8,
        SafetensorsType.F32 or SafetensorsType.I32 => 4,
        SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.I16 => 2,
        _ => 1,
    };
}
