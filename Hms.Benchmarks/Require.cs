namespace Hms.Benchmarks;

/// <summary>A benchmark times only what it has seen to be right.</summary>
internal static class Require
{
    /// <summary>Values must agree within a share of the reference's largest magnitude.</summary>
    public static void Close(ReadOnlySpan<float> found, ReadOnlySpan<float> reference, double tolerance, string what)
    {
        var scale = 0.0;
        foreach (var value in reference) { scale = Math.Max(scale, Math.Abs(value)); }
        for (var i = 0; i < reference.Length; i++)
        {
            if (!(Math.Abs(found[i] - reference[i]) <= tolerance * scale))
            {
                throw new InvalidOperationException($"{what} differs from its reference at {i}: {found[i]} against {reference[i]}; not timed.");
            }
        }
    }
}
