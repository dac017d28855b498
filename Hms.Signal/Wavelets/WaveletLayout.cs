namespace Hms.Signal.Wavelets;

/// <summary>Where the coefficients of a decomposition lie in one buffer: approximation, then details from the coarsest to the finest, as pywt.wavedec lists them. Immutable.</summary>
/// <remarks><c>buffer[layout.Detail(1)]</c> is a span of the finest details.</remarks>
public sealed class WaveletLayout
{
    private readonly int[] _lengths;
    private readonly int[] _offsets;

    /// <summary>Computes the layout.</summary>
    /// <param name="wavelet">The wavelet.</param>
    /// <param name="samples">Length of the signal.</param>
    /// <param name="mode">How the signal goes on beyond its ends.</param>
    /// <param name="levels">Number of levels, 0 to <see cref="WaveletTransform.MaximumLevels"/>.</param>
    internal WaveletLayout(Wavelet wavelet, int samples, WaveletMode mode, int levels)
    {
        _lengths = new int[levels + 1];
        _offsets = new int[levels + 1];
        _lengths[0] = samples;
        for (var level = 1; level <= levels; level++) { _lengths[level] = CoefficientsOf(_lengths[level - 1], wavelet, mode); }
        var offset = _lengths[levels];
        for (var level = levels; level >= 1; level--)
        {
            _offsets[level] = offset;
            offset = checked(offset + _lengths[level]);
        }
        CoefficientCount = offset;
    }

    /// <summary>Number of levels; 0: the signal itself is the approximation.</summary>
    public int Levels => _lengths.Length - 1;

    /// <summary>Values of all bands together, the length of the buffer.</summary>
    public int CoefficientCount { get; }

    /// <summary>Where the approximation lies.</summary>
    public Range Approximation => 0.._lengths[Levels];

    /// <summary>Where the details of a level lie.</summary>
    /// <param name="level">1 (finest) to <see cref="Levels"/> (coarsest).</param>
    public Range Detail(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, Levels);
        return _offsets[level]..(_offsets[level] + _lengths[level]);
    }

    /// <summary>Length of the approximation (and of the details) of a level; level 0 is the signal.</summary>
    /// <param name="level">0 to <see cref="Levels"/>.</param>
    public int Length(int level) => _lengths[level];

    private static int CoefficientsOf(int samples, Wavelet wavelet, WaveletMode mode) =>
        mode == WaveletMode.Periodization ? (int)(((long)samples + 1) / 2) : (int)(((long)samples + wavelet.FilterLength - 1) / 2);
}
