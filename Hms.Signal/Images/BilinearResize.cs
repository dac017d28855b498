using System.Buffers;
using System.Numerics.Tensors;

namespace Hms.Signal.Images;

/// <summary>Bilinear resizing of images [C, H, W] with half-pixel centres, as torch.nn.functional.interpolate(mode="bilinear", align_corners=False).</summary>
/// <remarks>Weights are made once in double. Immutable and thread-safe; application allocates nothing.</remarks>
public sealed class BilinearResize
{
    private readonly ResizeAxis _rows;
    private readonly ResizeAxis _columns;

    /// <summary>Prepares the weights.</summary>
    /// <param name="inputHeight">H of the input, at least 1.</param>
    /// <param name="inputWidth">W of the input, at least 1.</param>
    /// <param name="outputHeight">H of the output, at least 1.</param>
    /// <param name="outputWidth">W of the output, at least 1.</param>
    /// <param name="filtering">Whether to antialias when shrinking.</param>
    public BilinearResize(int inputHeight, int inputWidth, int outputHeight, int outputWidth, ResizeFiltering filtering = ResizeFiltering.Sample)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputHeight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputHeight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputWidth, 1);
        Filtering = filtering;
        _rows = new ResizeAxis(inputHeight, outputHeight, filtering);
        _columns = new ResizeAxis(inputWidth, outputWidth, filtering);
    }

    /// <summary>Values of one input plane.</summary>
    public int InputLength => _rows.InputLength * _columns.InputLength;

    /// <summary>Values of one output plane.</summary>
    public int OutputLength => _rows.OutputLength * _columns.OutputLength;

    /// <summary>Whether shrinking antialiases.</summary>
    public ResizeFiltering Filtering { get; }

    /// <summary>Resizes every plane.</summary>
    /// <param name="image">Shape [C, H, W].</param>
    /// <param name="resized">Receives [C, H', W'] of the same C; must not overlap the input.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    /// <remarks>NaN: an output pixel is NaN where a pixel that it mixes is; a neighbour of weight 0 is not mixed.</remarks>
    public void Apply(ReadOnlySpan<float> image, Span<float> resized)
    {
        var planes = image.Length / InputLength;
        if (image.Length != planes * InputLength)
        {
            throw new ArgumentException($"The image has {image.Length} values; whole planes of {_rows.InputLength} x {_columns.InputLength} are needed.", nameof(image));
        }
        if (resized.Length != planes * OutputLength)
        {
            throw new ArgumentException(
                $"The output has {resized.Length} values; {planes} planes of {_rows.OutputLength} x {_columns.OutputLength} need {planes * OutputLength}.", nameof(resized));
        }
        if (resized.Overlaps(image)) { throw new ArgumentException("The output overlaps the input; an image cannot be resized in place.", nameof(resized)); }
        // The columns are the slow axis: mix them on the side that has fewer rows.
        var isTaller = _rows.OutputLength > _rows.InputLength;
        var scratchLength = isTaller ? _rows.InputLength * _columns.OutputLength : _columns.InputLength;
        var rented = ArrayPool<float>.Shared.Rent(scratchLength);
        var scratch = rented.AsSpan(0, scratchLength);
        for (var plane = 0; plane < planes; plane++)
        {
            var source = image.Slice(plane * InputLength, InputLength);
            var target = resized.Slice(plane * OutputLength, OutputLength);
            if (isTaller) { ResizeColumnsFirst(source, target, scratch); }
            else { ResizeRowsFirst(source, target, scratch); }
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    private void ResizeRowsFirst(ReadOnlySpan<float> plane, Span<float> resized, Span<float> row)
    {
        var width = _columns.OutputLength;
        for (var y = 0; y < _rows.OutputLength; y++)
        {
            MixRows(plane, y, row);
            MixColumns(row, resized.Slice(y * width, width));
        }
    }

    private void ResizeColumnsFirst(ReadOnlySpan<float> plane, Span<float> resized, Span<float> wide)
    {
        var (inputWidth, outputWidth) = (_columns.InputLength, _columns.OutputLength);
        for (var y = 0; y < _rows.InputLength; y++) { MixColumns(plane.Slice(y * inputWidth, inputWidth), wide.Slice(y * outputWidth, outputWidth)); }
        for (var y = 0; y < _rows.OutputLength; y++) { MixRows(wide, y, resized.Slice(y * outputWidth, outputWidth)); }
    }

    /// <summary>One output row of a plane as wide as the row.</summary>
    private void MixRows(ReadOnlySpan<float> plane, int y, Span<float> row)
    {
        var weights = _rows.Weights(y);
        var first = _rows.Start(y);
        TensorPrimitives.Multiply(plane.Slice(first * row.Length, row.Length), weights[0], row);
        for (var i = 1; i < weights.Length; i++) { TensorPrimitives.MultiplyAdd(plane.Slice((first + i) * row.Length, row.Length), weights[i], row, row); }
    }

    private void MixColumns(ReadOnlySpan<float> row, Span<float> resized)
    {
        if (_columns.IsPairwise)
        {
            MixPairs(row, resized);
            return;
        }
        for (var x = 0; x < resized.Length; x++)
        {
            var weights = _columns.Weights(x);
            var pixels = row.Slice(_columns.Start(x), weights.Length);
            var sum = 0f;
            for (var i = 0; i < pixels.Length; i++) { sum += pixels[i] * weights[i]; }
            resized[x] = sum;
        }
    }

    /// <summary>The common case, one or two pixels each: no inner loop.</summary>
    private void MixPairs(ReadOnlySpan<float> row, Span<float> resized)
    {
        var pairs = _columns.Pairs[..resized.Length];
        for (var x = 0; x < pairs.Length; x++)
        {
            var (first, second, firstWeight, secondWeight) = pairs[x];
            resized[x] = row[first] * firstWeight + row[second] * secondWeight;
        }
    }
}
