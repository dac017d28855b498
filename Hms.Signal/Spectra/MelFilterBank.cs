namespace Hms.Signal.Spectra;

/// <summary>Triangular filters at equal distances on the mel scale, each of area 1 (Slaney's norm): from the bins of a spectrum to mel bands.</summary>
/// <remarks>Equal to librosa.filters.mel(htk=False, norm="slaney"). A filter narrower than the bins' distance may hold no bin; its band is 0. Immutable.</remarks>
public sealed class MelFilterBank
{
    private readonly float[][] _weights;
    private readonly int[] _firstBins;

    /// <summary>Makes the filters.</summary>
    /// <param name="sampleRateHz">Sample rate of the signal in Hz.</param>
    /// <param name="fftLength">Points of the transform.</param>
    /// <param name="melCount">Number of filters.</param>
    /// <param name="lowHz">Where the first filter begins, in Hz.</param>
    /// <param name="highHz">Where the last filter ends, in Hz.</param>
    internal MelFilterBank(double sampleRateHz, int fftLength, int melCount, double lowHz, double highHz)
    {
        var (lowMel, highMel) = (MelScale.FromHz(lowHz), MelScale.FromHz(highHz));
        var edges = Enumerable.Range(0, melCount + 2).Select(i => MelScale.ToHz(lowMel + i * (highMel - lowMel) / (melCount + 1))).ToArray();
        _weights = new float[melCount][];
        _firstBins = new int[melCount];
        for (var mel = 0; mel < melCount; mel++)
        {
            var (left, centre, right) = (edges[mel], edges[mel + 1], edges[mel + 2]);
            var weights = Enumerable.Range(0, fftLength / 2 + 1).Select(bin => Triangle(bin * sampleRateHz / fftLength) * 2 / (right - left)).ToArray();
            var first = Array.FindIndex(weights, weight => weight > 0);
            _firstBins[mel] = Math.Max(first, 0);
            _weights[mel] = first < 0 ? [] : [.. weights[first..(Array.FindLastIndex(weights, weight => weight > 0) + 1)].Select(weight => (float)weight)];

            double Triangle(double frequency) => Math.Max(0, Math.Min((frequency - left) / (centre - left), (right - frequency) / (right - centre)));
        }
        CentresHz = edges[1..^1];
        var used = Enumerable.Range(0, melCount).Where(mel => _weights[mel].Length > 0).ToArray();
        if (used.Length == 0) { return; }
        FirstBin = used.Min(mel => _firstBins[mel]);
        BinCount = used.Max(mel => _firstBins[mel] + _weights[mel].Length) - FirstBin;
    }

    /// <summary>Number of filters.</summary>
    public int MelCount => _weights.Length;

    /// <summary>Frequencies of the filters' peaks, in Hz, rising.</summary>
    public IReadOnlyList<double> CentresHz { get; }

    /// <summary>The lowest bin that any filter uses.</summary>
    public int FirstBin { get; }

    /// <summary>Bins from the lowest to the highest that any filter uses; 0 where no filter holds a bin.</summary>
    public int BinCount { get; }

    /// <summary>Number of the first bin that a filter uses; 0 where it uses none.</summary>
    /// <param name="mel">Index of the filter.</param>
    public int FirstBinOf(int mel) => _firstBins[mel];

    /// <summary>Weights of a filter at its first bin and those that follow; empty where it holds no bin.</summary>
    /// <param name="mel">Index of the filter.</param>
    public ReadOnlySpan<float> WeightsOf(int mel) => _weights[mel];
}
