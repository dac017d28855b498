namespace Hms.Signal.Spectra;

/// <summary>Discrete prolate spheroidal sequences (Slepian tapers): the windows whose energy is most concentrated in a band, each orthogonal to the others.</summary>
/// <remarks>
/// Eigenvectors of Slepian's symmetric tridiagonal matrix (Slepian 1978; Percival and Walden 1993, chapter 8), by bisection and inverse iteration, in double.
/// Equal to scipy.signal.windows.dpss(length, timeBandwidth, count): unit energy, symmetric tapers with a positive sum, antisymmetric ones starting positive.
/// Immutable and thread-safe.
/// </remarks>
public sealed class DpssTapers
{
    private readonly double[][] _tapers;

    /// <summary>Computes the tapers.</summary>
    /// <param name="length">Samples of a taper, at least 2.</param>
    /// <param name="timeBandwidth">Half the band width times the duration (NW), above 0 and below half the length.</param>
    /// <param name="count">How many tapers, most concentrated first; sensible up to 2 NW - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public DpssTapers(int length, double timeBandwidth, int count)
    {
        if (length < 2) { throw new ArgumentOutOfRangeException(nameof(length), length, $"Taper length {length} must be at least 2 samples."); }
        if (!(timeBandwidth > 0 && timeBandwidth < length / 2.0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(timeBandwidth), timeBandwidth, $"Time-bandwidth {timeBandwidth} must lie above 0 and below half the length, {length / 2.0}.");
        }
        if (count < 1 || count > length) { throw new ArgumentOutOfRangeException(nameof(count), count, $"Taper count {count} must lie between 1 and the length {length}."); }
        Length = length;
        TimeBandwidth = timeBandwidth;
        var matrix = SlepianMatrix(length, timeBandwidth);
        _tapers = [.. Enumerable.Range(0, count).Select(index => Oriented(matrix.Eigenvector(index), index))];
    }

    /// <summary>Samples of a taper.</summary>
    public int Length { get; }

    /// <summary>Half the band width times the duration (NW).</summary>
    public double TimeBandwidth { get; }

    /// <summary>Number of tapers.</summary>
    public int Count => _tapers.Length;

    /// <summary>One taper, shape [<see cref="Length"/>]; its squares sum to 1.</summary>
    /// <param name="index">0 for the most concentrated.</param>
    public ReadOnlySpan<double> this[int index] => _tapers[index];

    private static SymmetricTridiagonal SlepianMatrix(int length, double timeBandwidth)
    {
        var diagonal = new double[length];
        var offDiagonal = new double[length - 1];
        var cosine = Math.Cos(2 * Math.PI * timeBandwidth / length);
        for (var i = 0; i < length; i++)
        {
            var centred = (length - 1 - 2 * i) / 2.0;
            diagonal[i] = centred * centred * cosine;
        }
        for (var i = 0; i < length - 1; i++) { offDiagonal[i] = (i + 1) * (double)(length - 1 - i) / 2; }
        return new SymmetricTridiagonal(diagonal, offDiagonal);
    }

    private static double[] Oriented(double[] taper, int index)
    {
        var threshold = Math.Max(1e-7, 1.0 / taper.Length);
        var sign = index % 2 == 0 ? taper.Sum() : taper.First(value => value * value > threshold || value == taper[^1]);
        if (sign < 0)
        {
            for (var i = 0; i < taper.Length; i++) { taper[i] = -taper[i]; }
        }
        return taper;
    }
}
