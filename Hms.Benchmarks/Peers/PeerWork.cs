namespace Hms.Benchmarks.Peers;

/// <summary>The least arithmetic and traffic of a computation.</summary>
/// <param name="Flops">Additions and multiplications (a fused one counts 2) of the best known way to compute it.</param>
/// <param name="Bytes">Bytes of input and output, each moved once.</param>
/// <param name="Precision">In which precision the flops are done.</param>
internal sealed record PeerWork(double Flops, double Bytes, FlopPrecision Precision = FlopPrecision.Single)
{
    /// <summary>Milliseconds below which one core of this machine cannot go, if all of it overlaps perfectly.</summary>
    public double FloorMs(MachinePeak peak) => 1000 * Math.Max(Flops / peak.FlopsPerSecond(Precision), Bytes / peak.BytesPerSecond);

    /// <summary>Real FFT of n points: 2.5 n log2 n, the usual count.</summary>
    public static double RealFftFlops(int n) => 2.5 * n * Math.Log2(n);
}
