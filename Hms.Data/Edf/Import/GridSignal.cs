using System.Buffers;
using Hms.Data.Files;
using Hms.Signal.Filters;

namespace Hms.Data.Edf.Import;

/// <summary>One signal of a file in microvolts at 200 Hz, any part of it, without reading the rest: time 0 is the first sample, gaps are NaN.</summary>
/// <remarks>
/// Each run without a gap is resampled for itself, so nothing smears into or out of a gap; a run starts at the grid point nearest to its time (2.5 ms off at
/// most). The weights of the resampling filter are divided by their sum over the samples that exist: a constant stays that constant, exactly, at the ends and
/// between them. Without it the offset of an electrode, which may be thousands of times the EEG, ripples through by up to 7e-4 of itself.
/// </remarks>
internal sealed class GridSignal
{
    private const int OutputsAtOnce = 1 << 13;

    // The resampling filter reaches 10 samples of the slower of the two rates to either side.
    private const int FilterReach = 10;

    private readonly EdfFile _file;
    private readonly EdfSignal _signal;
    private readonly double _microvoltsPerUnit;
    private readonly PolyphaseResampler _resampler;
    private readonly long _margin;
    private readonly GridRun[] _runs;

    /// <summary>Prepares reading.</summary>
    /// <param name="file">The file.</param>
    /// <param name="signal">One of its signals, with a known scale.</param>
    /// <param name="microvoltsPerUnit">Microvolts in one unit of the signal.</param>
    /// <param name="resampler">From its rate to 200 Hz.</param>
    /// <param name="runs">Its runs without a gap.</param>
    public GridSignal(EdfFile file, EdfSignal signal, double microvoltsPerUnit, PolyphaseResampler resampler, GridRun[] runs)
    {
        (_file, _signal, _microvoltsPerUnit, _resampler) = (file, signal, microvoltsPerUnit, resampler);
        _margin = FilterReach * Math.Max(1, (_resampler.Down + _resampler.Up - 1) / _resampler.Up) + 2;
        _runs = runs;
    }

    /// <summary>Number of grid samples from the first sample of a file to the end of its last one.</summary>
    public static long LengthOf(EdfFile file) => (long)Math.Ceiling(Math.Round(file.DurationSeconds * EegFile.SampleRateHz, 6));

    /// <summary>Reads grid samples <paramref name="start"/>, start + 1, ...</summary>
    /// <param name="start">Number of the first grid sample; those before the first or after the last sample of the file are NaN.</param>
    /// <param name="values">Receives uV.</param>
    public void Read(long start, Span<float> values)
    {
        values.Fill(float.NaN);
        for (var i = GridRun.FirstWhere(_runs, run => run.GridEnd > start); i < _runs.Length && _runs[i].GridStart < start + values.Length; i++)
        {
            var run = _runs[i];
            var first = Math.Max(start, run.GridStart);
            var end = Math.Min(start + values.Length, run.GridEnd);
            for (var at = first; at < end; at += OutputsAtOnce)
            {
                var count = (int)Math.Min(OutputsAtOnce, end - at);
                ReadRun(run, at - run.GridStart, values.Slice((int)(at - start), count));
            }
        }
    }

    /// <summary>Reads outputs of one run, numbered from its start, from as many inputs as they depend on.</summary>
    private void ReadRun(GridRun run, long start, Span<float> values)
    {
        var (up, down) = ((long)_resampler.Up, (long)_resampler.Down);
        // The inputs must begin where an output falls on an input, so that the filter stands in the same phase as over the whole run.
        var from = Math.Max(0, (start * down / up - _margin) / down * down);
        var to = Math.Min(run.SampleCount, (start + values.Length) * down / up + _margin + 1);
        var inputs = (int)(to - from);
        var outputs = _resampler.OutputLength(inputs);
        var pool = ArrayPool<double>.Shared;
        var (input, output, weight) = (pool.Rent(inputs), pool.Rent(outputs), pool.Rent(outputs));
        try
        {
            _file.ReadSignal(_signal.Index, run.FirstSample + from, input.AsSpan(0, inputs));
            _resampler.Resample(input.AsSpan(0, inputs), output.AsSpan(0, outputs));
            input.AsSpan(0, inputs).Fill(1);
            _resampler.Resample(input.AsSpan(0, inputs), weight.AsSpan(0, outputs));
            var offset = (int)(start - from / down * up);
            for (var i = 0; i < values.Length; i++) { values[i] = (float)(output[offset + i] / weight[offset + i] * _microvoltsPerUnit); }
        }
        finally
        {
            pool.Return(input);
            pool.Return(output);
            pool.Return(weight);
        }
    }
}
