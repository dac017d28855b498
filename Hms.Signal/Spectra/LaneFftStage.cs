using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hms.Signal.Spectra;

/// <summary>One pass of a self-sorting transform: butterflies of one radix and the turns (twiddle factors) after them.</summary>
internal sealed class LaneFftStage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _radix;
    private readonly int _groups;
    private readonly int _stride;

    // Turns of group g: for output j = 1 .. radix - 1 the pair (cos, sin) of -2 pi g j / (radix groups).
    private readonly T[] _turns;

    // Roots of unity of the radix itself, pairs (cos, sin) of -2 pi j / radix.
    private readonly T[] _roots;

    public LaneFftStage(int radix, int groups, int stride)
    {
        (_radix, _groups, _stride) = (radix, groups, stride);
        _turns = new T[groups * (radix - 1) * 2];
        for (var group = 0; group < groups; group++)
        {
            for (var j = 1; j < radix; j++) { Roots<T>.Write((long)group * j, radix * groups, _turns.AsSpan((group * (radix - 1) + j - 1) * 2)); }
        }
        _roots = new T[2 * radix];
        for (var j = 0; j < radix; j++) { Roots<T>.Write(j, radix, _roots.AsSpan(2 * j)); }
    }

    public void Run(ReadOnlySpan<Vector<T>> fromRe, ReadOnlySpan<Vector<T>> fromIm, Span<Vector<T>> toRe, Span<Vector<T>> toIm)
    {
        switch (_radix)
        {
            case 2: RunRadix2(fromRe, fromIm, toRe, toIm); break;
            case 4: RunRadix4(fromRe, fromIm, toRe, toIm); break;
            default: RunAnyRadix(fromRe, fromIm, toRe, toIm); break;
        }
    }

    private void RunRadix2(ReadOnlySpan<Vector<T>> fromRe, ReadOnlySpan<Vector<T>> fromIm, Span<Vector<T>> toRe, Span<Vector<T>> toIm)
    {
        var apart = _stride * _groups;
        for (var group = 0; group < _groups; group++)
        {
            var turn = new Turn(_turns, group);
            for (var q = 0; q < _stride; q++)
            {
                int source = group * _stride + q, target = 2 * group * _stride + q;
                var (aRe, aIm, bRe, bIm) = (fromRe[source], fromIm[source], fromRe[source + apart], fromIm[source + apart]);
                (toRe[target], toIm[target]) = (aRe + bRe, aIm + bIm);
                (toRe[target + _stride], toIm[target + _stride]) = turn.Apply(aRe - bRe, aIm - bIm);
            }
        }
    }

    private void RunRadix4(ReadOnlySpan<Vector<T>> fromRe, ReadOnlySpan<Vector<T>> fromIm, Span<Vector<T>> toRe, Span<Vector<T>> toIm)
    {
        var (stride, groups) = (_stride, _groups);
        nint apart = stride * groups;
        // The lengths are checked here once, so that the inner loop may index without checks.
        ref readonly var sourceRe = ref fromRe[..(int)(4 * apart)][0];
        ref readonly var sourceIm = ref fromIm[..(int)(4 * apart)][0];
        ref var targetRe = ref toRe[..(int)(4 * apart)][0];
        ref var targetIm = ref toIm[..(int)(4 * apart)][0];
        for (var group = 0; group < groups; group++)
        {
            Turn turn1 = new(_turns, 3 * group), turn2 = new(_turns, 3 * group + 1), turn3 = new(_turns, 3 * group + 2);
            for (var q = 0; q < stride; q++)
            {
                ref var xRe = ref Unsafe.Add(ref Unsafe.AsRef(in sourceRe), group * stride + q);
                ref var xIm = ref Unsafe.Add(ref Unsafe.AsRef(in sourceIm), group * stride + q);
                var (aRe, aIm, bRe, bIm) = (xRe, xIm, Unsafe.Add(ref xRe, apart), Unsafe.Add(ref xIm, apart));
                var (cRe, cIm, dRe, dIm) = (Unsafe.Add(ref xRe, 2 * apart), Unsafe.Add(ref xIm, 2 * apart), Unsafe.Add(ref xRe, 3 * apart), Unsafe.Add(ref xIm, 3 * apart));
                var (sumAcRe, sumAcIm, lessAcRe, lessAcIm) = (aRe + cRe, aIm + cIm, aRe - cRe, aIm - cIm);
                var (sumBdRe, sumBdIm, lessBdRe, lessBdIm) = (bRe + dRe, bIm + dIm, bRe - dRe, bIm - dIm);
                ref var yRe = ref Unsafe.Add(ref targetRe, 4 * group * stride + q);
                ref var yIm = ref Unsafe.Add(ref targetIm, 4 * group * stride + q);
                (yRe, yIm) = (sumAcRe + sumBdRe, sumAcIm + sumBdIm);
                (Unsafe.Add(ref yRe, stride), Unsafe.Add(ref yIm, stride)) = turn1.Apply(lessAcRe + lessBdIm, lessAcIm - lessBdRe);
                (Unsafe.Add(ref yRe, 2 * stride), Unsafe.Add(ref yIm, 2 * stride)) = turn2.Apply(sumAcRe - sumBdRe, sumAcIm - sumBdIm);
                (Unsafe.Add(ref yRe, 3 * stride), Unsafe.Add(ref yIm, 3 * stride)) = turn3.Apply(lessAcRe - lessBdIm, lessAcIm + lessBdRe);
            }
        }
    }

    /// <summary>Any radix by the defining sum: radix squared multiply-adds per butterfly, good enough for 3, 5, 7.</summary>
    private void RunAnyRadix(ReadOnlySpan<Vector<T>> fromRe, ReadOnlySpan<Vector<T>> fromIm, Span<Vector<T>> toRe, Span<Vector<T>> toIm)
    {
        var apart = _stride * _groups;
        for (var group = 0; group < _groups; group++)
        {
            for (var q = 0; q < _stride; q++)
            {
                int source = group * _stride + q, target = _radix * group * _stride + q;
                for (var j = 0; j < _radix; j++)
                {
                    var (re, im) = (fromRe[source], fromIm[source]);
                    for (var (k, root) = (1, j); k < _radix; k++, root = (root + j) % _radix)
                    {
                        var (turnedRe, turnedIm) = new Turn(_roots, root).Apply(fromRe[source + k * apart], fromIm[source + k * apart]);
                        (re, im) = (re + turnedRe, im + turnedIm);
                    }
                    (toRe[target + j * _stride], toIm[target + j * _stride]) = j == 0 ? (re, im) : new Turn(_turns, group * (_radix - 1) + j - 1).Apply(re, im);
                }
            }
        }
    }

    /// <summary>Multiplication by one complex number of a table of pairs.</summary>
    private readonly struct Turn
    {
        private readonly Vector<T> _cosine;
        private readonly Vector<T> _sine;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Turn(T[] pairs, int index) => (_cosine, _sine) = (new Vector<T>(pairs[2 * index]), new Vector<T>(pairs[2 * index + 1]));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> Re, Vector<T> Im) Apply(Vector<T> re, Vector<T> im) => (re * _cosine - im * _sine, re * _sine + im * _cosine);
    }
}
