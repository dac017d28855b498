namespace Hms.Signal.Images;

/// <summary>For each position along one output axis: the run of input positions that it mixes, and their weights.</summary>
internal sealed class ResizeAxis
{
    private readonly int[] _starts;
    private readonly float[][] _weights;
    private readonly Pair[] _pairs;

    public ResizeAxis(int inputLength, int outputLength, ResizeFiltering filtering)
    {
        (InputLength, OutputLength) = (inputLength, outputLength);
        _starts = new int[outputLength];
        _weights = new float[outputLength][];
        var scale = (double)inputLength / outputLength;
        var reach = filtering == ResizeFiltering.Antialias ? Math.Max(scale, 1) : 1;
        for (var i = 0; i < outputLength; i++)
        {
            var centre = (i + 0.5) * scale - 0.5;
            (_starts[i], _weights[i]) = Triangle(centre, reach, inputLength);
        }
        IsPairwise = Array.TrueForAll(_weights, weights => weights.Length <= 2);
        _pairs = IsPairwise ? [.. Enumerable.Range(0, outputLength).Select(AsPair)] : [];
    }

    public int InputLength { get; }

    public int OutputLength { get; }

    /// <summary>Whether no position mixes more than two.</summary>
    public bool IsPairwise { get; }

    /// <summary>Every position as a mix of two; a position that copies one mixes it with itself by halves.</summary>
    public ReadOnlySpan<Pair> Pairs => _pairs;

    public int Start(int output) => _starts[output];

    public ReadOnlySpan<float> Weights(int output) => _weights[output];

    private Pair AsPair(int output)
    {
        var (start, weights) = (_starts[output], _weights[output]);
        return weights.Length == 1 ? new Pair(start, start, weights[0] / 2, weights[0] / 2) : new Pair(start, start + 1, weights[0], weights[1]);
    }

    /// <summary>Weights fall linearly to 0 at the reach; what lies outside the image is left out and the rest makes up for it.</summary>
    private static (int Start, float[] Weights) Triangle(double centre, double reach, int inputLength)
    {
        var first = Math.Max(0, (int)Math.Floor(centre - reach) + 1);
        var last = Math.Min(inputLength - 1, (int)Math.Ceiling(centre + reach) - 1);
        var weights = new double[last - first + 1];
        for (var i = 0; i < weights.Length; i++) { weights[i] = 1 - Math.Abs(first + i - centre) / reach; }
        var sum = weights.Sum();
        return (first, [.. weights.Select(weight => (float)(weight / sum))]);
    }

    /// <summary>A mix of two input positions.</summary>
    internal readonly record struct Pair(int First, int Second, float FirstWeight, float SecondWeight);
}
