using System.Numerics;
using Hms.Data.Files;
using Hms.Signal.Filters;

namespace Hms.Data.Edf.Import;

/// <summary>The ratio of whole numbers that takes a signal to 200 Hz: exact where both numbers are small enough, else the nearest one that is.</summary>
/// <param name="Up">Factor by which the rate is raised.</param>
/// <param name="Down">Factor by which it is divided.</param>
/// <param name="RelativeError">How far the rate after it lies from 200 Hz, as a share; 0 where exact.</param>
internal sealed record ResamplingRatio(int Up, int Down, double RelativeError)
{
    /// <summary>The ratio for a signal.</summary>
    /// <param name="signal">Samples per record, at least 1.</param>
    /// <param name="recordSeconds">Length of a record, above 0.</param>
    public static ResamplingRatio For(EdfSignal signal, decimal recordSeconds)
    {
        // 200 Hz / (samples / seconds), the seconds being a decimal fraction: digits / 10^scale.
        var bits = decimal.GetBits(recordSeconds);
        var scale = bits[3] >> 16 & 0xFF;
        var digits = new BigInteger(new decimal(bits[0], bits[1], bits[2], isNegative: false, scale: 0));
        var up = EegFile.SampleRateHz * digits;
        var down = signal.SamplesPerRecord * BigInteger.Pow(10, scale);
        var shared = BigInteger.GreatestCommonDivisor(up, down);
        return Nearest(up / shared, down / shared);
    }

    /// <summary>The last continued fraction whose two numbers are within the resampler's limit, or the best between it and the next.</summary>
    private static ResamplingRatio Nearest(BigInteger up, BigInteger down)
    {
        const int most = PolyphaseResampler.MaximumFactor;
        if (up <= most && down <= most) { return new((int)up, (int)down, 0); }
        var (before, last) = ((Up: BigInteger.Zero, Down: BigInteger.One), (Up: BigInteger.One, Down: BigInteger.Zero));
        var (numerator, denominator) = (up, down);
        while (!denominator.IsZero)
        {
            var whole = numerator / denominator;
            var next = (Up: whole * last.Up + before.Up, Down: whole * last.Down + before.Down);
            if (next.Up > most || next.Down > most)
            {
                var steps = BigInteger.Min(last.Up.IsZero ? most : (most - before.Up) / last.Up, last.Down.IsZero ? most : (most - before.Down) / last.Down);
                var between = (Up: steps * last.Up + before.Up, Down: steps * last.Down + before.Down);
                var best = Error(between) <= Error(last) ? between : last;
                return new((int)best.Up, (int)best.Down, Error(best));
            }
            (before, last) = (last, next);
            (numerator, denominator) = (denominator, numerator - whole * denominator);
        }
        return new((int)last.Up, (int)last.Down, 0);

        double Error((BigInteger Up, BigInteger Down) ratio) => ratio.Up.IsZero || ratio.Down.IsZero
            ? double.PositiveInfinity
            : Math.Abs((double)(ratio.Up * down - ratio.Down * up) / (double)(ratio.Down * up));
    }
}
