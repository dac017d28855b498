namespace Hms.Training.Weights;

/// <summary>Number formats of a safetensors file that Hms knows.</summary>
public enum SafetensorsType
{
    /// <summary>Single precision, 4 bytes.</summary>
    F32,

    /// <summary>Half precision, 2 bytes.</summary>
    F16,

    /// <summary>The upper half of single precision (bfloat16), 2 bytes.</summary>
    BF16,

    /// <summary>Double precision, 8 bytes; may stand in a file, but is not read as a weight.</summary>
    F64,

    /// <summary>64-bit integer (the counters num_batches_tracked); may stand in a file, but is not read as a weight.</summary>
    I64,

    /// <summary>32-bit integer; may stand in a file, but is not read as a weight.</summary>
    I32,

    /// <summary>16-bit integer; may stand in a file, but is not read as a weight.</summary>
    I16,

    /// <summary>8-bit integer; may stand in a file, but is not read as a weight.</summary>
    I8,

    /// <summary>Byte; may stand in a file, but is not read as a weight.</summary>
    U8,

    /// <summary>Truth value, 1 byte; may stand in a file, but is not read as a weight.</summary>
    BOOL,
}
