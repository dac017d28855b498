using System.Numerics;
using System.Runtime.InteropServices;
using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners;

/// <summary>Kernels over a continuous range: densities.</summary>
internal sealed class RealAxis : ParzenAxis
{
    private readonly NumericScale _scale;
    private readonly NumericKernels _kernels;

    /// <summary>1/(√2·σ), so that the squared distance times it is the exponent.</summary>
    private readonly double[] _inverseWidths;

    public RealAxis(NumericScale scale, NumericKernels kernels)
    {
        (_scale, _kernels) = (scale, kernels);
        _inverseWidths = new double[kernels.Bandwidths.Length];
        for (var k = 0; k < _inverseWidths.Length; k++) { _inverseWidths[k] = Math.Sqrt(0.5) / kernels.Bandwidths[k]; }
    }

    public override double Sample(int kernel, SplitMix64 random) => _kernels.Sample(kernel, random);

    public override void AddConstants(Span<double> kernelLogs)
    {
        var logs = MemoryMarshal.Cast<double, Vector<double>>(kernelLogs);
        var masses = MemoryMarshal.Cast<double, Vector<double>>(_kernels.LogMasses);
        var widths = MemoryMarshal.Cast<double, Vector<double>>(_kernels.Bandwidths);
        var norm = new Vector<double>(Gaussian.LogSqrtTwoPi);
        for (var i = 0; i < logs.Length; i++) { logs[i] -= masses[i] + Vector.Log(widths[i]) + norm; }
        for (var k = logs.Length * Vector<double>.Count; k < kernelLogs.Length; k++) { kernelLogs[k] -= _kernels.LogMasses[k] + Math.Log(_kernels.Bandwidths[k]) + Gaussian.LogSqrtTwoPi; }
    }

    public override void AddLogKernels(double value, Span<double> kernelLogs)
    {
        var scaled = _scale.Transform(value);
        var logs = MemoryMarshal.Cast<double, Vector<double>>(kernelLogs);
        var centres = MemoryMarshal.Cast<double, Vector<double>>(_kernels.Centres);
        var widths = MemoryMarshal.Cast<double, Vector<double>>(_inverseWidths);
        var point = new Vector<double>(scaled);
        for (var i = 0; i < logs.Length; i++)
        {
            var z = (point - centres[i]) * widths[i];
            logs[i] -= z * z;
        }
        for (var k = logs.Length * Vector<double>.Count; k < kernelLogs.Length; k++)
        {
            var z = (scaled - _kernels.Centres[k]) * _inverseWidths[k];
            kernelLogs[k] -= z * z;
        }
    }
}
