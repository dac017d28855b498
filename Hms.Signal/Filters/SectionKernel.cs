namespace Hms.Signal.Filters;

/// <summary>Runs sections over a signal in place.</summary>
/// <remarks>
/// Direct form I: the latest inputs and outputs are the whole state, the outputs of one section being the inputs of the next, and the recursion waits for one
/// fused multiply-add per sample only. Two sections per pass, so that the processor overlaps their recursions.
/// </remarks>
internal static class SectionKernel
{
    /// <summary>Runs all sections, as if every earlier sample had had a constant value.</summary>
    /// <param name="sections">Sections in order.</param>
    /// <param name="signal">Input, replaced by the output.</param>
    /// <param name="earlierInput">Value of all earlier inputs; every section then has settled at it times the gain at 0 Hz so far.</param>
    public static void Run(ReadOnlySpan<FilterSection> sections, Span<double> signal, double earlierInput)
    {
        var level = earlierInput;
        var next = 0;
        for (; next + 1 < sections.Length; next += 2)
        {
            ref readonly var first = ref sections[next];
            ref readonly var second = ref sections[next + 1];
            var between = level * first.SteadyGain;
            RunPair(first, second, signal, level, between, between * second.SteadyGain);
            level = between * second.SteadyGain;
        }
        if (next < sections.Length) { RunSingle(sections[next], signal, level, level * sections[next].SteadyGain); }
    }

    private static void RunSingle(in FilterSection section, Span<double> signal, double inputLevel, double outputLevel)
    {
        var (b0, b1, b2, a1, a2) = section;
        double x1 = inputLevel, x2 = inputLevel, y1 = outputLevel, y2 = outputLevel;
        foreach (ref var sample in signal)
        {
            var x = sample;
            var y = Step(b0, b1, b2, a1, a2, x, x1, x2, y1, y2);
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            sample = y;
        }
    }

    private static void RunPair(in FilterSection first, in FilterSection second, Span<double> signal, double inputLevel, double middleLevel, double outputLevel)
    {
        var (b0, b1, b2, a1, a2) = first;
        var (d0, d1, d2, c1, c2) = second;
        double x1 = inputLevel, x2 = inputLevel, y1 = middleLevel, y2 = middleLevel, z1 = outputLevel, z2 = outputLevel;
        foreach (ref var sample in signal)
        {
            var x = sample;
            var y = Step(b0, b1, b2, a1, a2, x, x1, x2, y1, y2);
            var z = Step(d0, d1, d2, c1, c2, y, y1, y2, z1, z2);
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            z2 = z1;
            z1 = z;
            sample = z;
        }
    }

    /// <summary>The difference equation; the latest output enters last, because it is known last.</summary>
    private static double Step(double b0, double b1, double b2, double a1, double a2, double x, double x1, double x2, double y1, double y2)
    {
        var known = Math.FusedMultiplyAdd(b0, x, Math.FusedMultiplyAdd(b1, x1, b2 * x2));
        return Math.FusedMultiplyAdd(-a1, y1, Math.FusedMultiplyAdd(-a2, y2, known));
    }
}
