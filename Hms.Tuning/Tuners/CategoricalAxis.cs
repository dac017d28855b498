using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners;

/// <summary>Kernels over choices: each choice has priorWeight/kernels, the observed one 1 more; normalised. The prior kernel is uniform.</summary>
internal sealed class CategoricalAxis : ParzenAxis
{
    private readonly double[] _observations;
    private readonly int _choices;
    private readonly double _hit;
    private readonly double _miss;
    private readonly double _logHit;
    private readonly double _logMiss;

    public CategoricalAxis(int choices, double[] observations, double priorWeight)
    {
        (_observations, _choices) = (observations, choices);
        var floor = priorWeight / (observations.Length + 1);
        _hit = (floor + 1) / (1 + choices * floor);
        _miss = floor / (1 + choices * floor);
        (_logHit, _logMiss) = (Math.Log(_hit), Math.Log(_miss));
    }

    public override double Sample(int kernel, SplitMix64 random)
    {
        var target = random.NextDouble();
        if (kernel == _observations.Length) { return Math.Floor(target * _choices); }
        for (var i = 0; i < _choices; i++)
        {
            target -= i == (int)_observations[kernel] ? _hit : _miss;
            if (target < 0) { return i; }
        }
        return _choices - 1;
    }

    public override void AddLogKernels(double value, Span<double> kernelLogs)
    {
        for (var k = 0; k < _observations.Length; k++) { kernelLogs[k] += _observations[k] == value ? _logHit : _logMiss; }
        kernelLogs[_observations.Length] -= Math.Log(_choices);
    }
}
