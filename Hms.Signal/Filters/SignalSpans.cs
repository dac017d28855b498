namespace Hms.Signal.Filters;

/// <summary>Checks of inputs and outputs.</summary>
internal static class SignalSpans
{
    /// <summary>Requires input and output of one length that holds whole channels; in place or apart.</summary>
    public static void RequireMatching<T>(ReadOnlySpan<T> input, int channels, Span<T> output)
    {
        if (input.Length != output.Length)
        {
            throw new ArgumentException($"The input has {input.Length} samples, the output {output.Length}; both must be equal.", nameof(output));
        }
        RequireChannels(input.Length, channels);
        if (output.Overlaps(input, out var offset) && offset != 0)
        {
            throw new ArgumentException($"The output overlaps the input {offset} samples off; filter in place or into another span.", nameof(output));
        }
    }

    /// <summary>Requires at least one channel and the same number of samples in each.</summary>
    public static void RequireChannels(int length, int channels)
    {
        if (channels < 1) { throw new ArgumentOutOfRangeException(nameof(channels), channels, $"The number of channels {channels} must be at least 1."); }
        if (length % channels != 0) { throw new ArgumentException($"{length} samples do not divide into {channels} channels; give [channels, samples] row-major.", nameof(channels)); }
    }
}
