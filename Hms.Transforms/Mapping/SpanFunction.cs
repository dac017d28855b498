namespace Hms.Transforms.Mapping;

/// <summary>The arithmetic of a step: one float vector to another. It may keep scratch buffers, so each cursor gets its own.</summary>
/// <param name="input">All values of the input column of one row.</param>
/// <param name="output">Receives all values of the output column.</param>
public delegate void SpanFunction(ReadOnlySpan<float> input, Span<float> output);
