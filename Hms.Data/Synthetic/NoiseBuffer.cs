namespace Hms.Data.Synthetic;

/// <summary>Memory for one pair of noise signals: the spectrum, which becomes the signals in place.</summary>
internal sealed class NoiseBuffer
{
    private double[] _real = [];
    private double[] _imaginary = [];
    private float[] _first = [];
    private float[] _second = [];

    public Span<double> Real => _real.AsSpan(0, Period);

    public Span<double> Imaginary => _imaginary.AsSpan(0, Period);

    public Span<float> First => _first.AsSpan(0, Period);

    public Span<float> Second => _second.AsSpan(0, Period);

    private int Period { get; set; }

    /// <summary>Zeros for signals of one period.</summary>
    public void Reset(int period)
    {
        Period = period;
        if (_real.Length < period)
        {
            (_real, _imaginary) = (new double[period], new double[period]);
            (_first, _second) = (new float[period], new float[period]);
        }
        Real.Clear();
        Imaginary.Clear();
    }
}
