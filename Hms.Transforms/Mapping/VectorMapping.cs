namespace Hms.Transforms.Mapping;

/// <summary>A step bound to the shape of its input column.</summary>
/// <param name="Output">Shape of the output column; its name is not used.</param>
/// <param name="CreateFunction">Makes the arithmetic for one cursor.</param>
public sealed record VectorMapping(VectorShape Output, Func<SpanFunction> CreateFunction);
