using System.Runtime.InteropServices;

namespace Hms.Benchmarks.Peers;

/// <summary>An array that travels to or from the Python peer: float or double, row-major.</summary>
internal sealed class PeerArray
{
    private readonly Array _values;

    private PeerArray(Array values, int[] shape)
    {
        if (shape.Aggregate(1L, (product, length) => product * length) != values.Length)
        {
            throw new ArgumentException($"Shape [{string.Join(", ", shape)}] does not hold {values.Length} values.", nameof(shape));
        }
        (_values, Shape) = (values, shape);
    }

    public PeerArray(float[] values, params int[] shape) : this((Array)values, Resolve(values, shape)) { }

    public PeerArray(double[] values, params int[] shape) : this((Array)values, Resolve(values, shape)) { }

    public int[] Shape { get; }

    /// <summary>NumPy's name of the type.</summary>
    public string Type => _values is float[] ? "<f4" : "<f8";

    public int Length => _values.Length;

    public double this[int index] => _values is float[] floats ? floats[index] : ((double[])_values)[index];

    public Span<byte> Bytes => _values is float[] floats ? MemoryMarshal.AsBytes(floats.AsSpan()) : MemoryMarshal.AsBytes(((double[])_values).AsSpan());

    public static implicit operator PeerArray(float[] values) => new(values);

    public static implicit operator PeerArray(double[] values) => new(values);

    public static PeerArray Create(string type, int[] shape)
    {
        var length = shape.Aggregate(1, (product, size) => product * size);
        return type switch
        {
            "<f4" => new PeerArray(new float[length], shape),
            "<f8" => new PeerArray(new double[length], shape),
            _ => throw new NotSupportedException($"The peer sent an array of type {type}; float32 and float64 are understood."),
        };
    }

    /// <summary>Largest difference, as a share of the reference's largest magnitude; NaN must meet NaN.</summary>
    public double ErrorAgainst(PeerArray reference)
    {
        if (Length != reference.Length) { throw new InvalidOperationException($"The result has {Length} values, the peer's [{string.Join(", ", reference.Shape)}] has {reference.Length}."); }
        double largest = 0, scale = 0;
        for (var i = 0; i < Length; i++)
        {
            if (double.IsNaN(this[i]) && double.IsNaN(reference[i])) { continue; }
            var difference = Math.Abs(this[i] - reference[i]);
            if (double.IsNaN(difference)) { return double.PositiveInfinity; }
            largest = Math.Max(largest, difference);
            scale = Math.Max(scale, Math.Abs(reference[i]));
        }
        return scale == 0 ? largest : largest / scale;
    }

    private static int[] Resolve(Array values, int[] shape) => shape.Length == 0 ? [values.Length] : shape;
}
