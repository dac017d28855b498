using BenchmarkDotNet.Attributes;
using Hms.Signal.Filters;
using Hms.Signal.Randomness;
using Hms.Signal.Spectra;

namespace Hms.Benchmarks;

/// <summary>One 50 s window of 16 bipolar channels: filter and spectrogram, beside their definitions written as plain loops.</summary>
[InProcess]
public class SignalBenchmarks
{
    private const int Channels = 16;
    private const int Samples = 10_000;
    private readonly float[] _eeg = new float[Channels * Samples];
    private readonly float[] _filtered = new float[Channels * Samples];
    private readonly SecondOrderSections _bandPass = ButterworthDesign.BandPass(2, 0.5, 20, 200);
    private readonly StftPlan _stft = new(new StftOptions { WindowSamples = 256, HopSamples = 96, FftLength = 512, SampleRateHz = 200, Window = WindowFunction.Hann, LowHz = 0.5, HighHz = 20 });
    private float[] _power = [];

    [GlobalSetup]
    public void Setup()
    {
        var random = new HashRandom(1);
        for (var i = 0; i < _eeg.Length; i++) { _eeg[i] = (float)(20 * random.NextGaussian()); }
        _power = new float[Channels * _stft.BinCount * _stft.FrameCount(Samples)];

        var expected = new float[_eeg.Length];
        FilterByDefinition(expected);
        FilterCausal();
        Require.Close(_filtered, expected, 1e-5, "The causal filter");
        var power = new float[_power.Length];
        SpectrogramByDefinition(power);
        Spectrogram();
        Require.Close(_power, power, 1e-4, "The spectrogram");
    }

    [Benchmark]
    public void FilterCausal()
    {
        for (var c = 0; c < Channels; c++) { _bandPass.Filter(_eeg.AsSpan(c * Samples, Samples), _filtered.AsSpan(c * Samples, Samples)); }
    }

    [Benchmark]
    public void FilterZeroPhase()
    {
        for (var c = 0; c < Channels; c++) { _bandPass.FilterZeroPhase(_eeg.AsSpan(c * Samples, Samples), _filtered.AsSpan(c * Samples, Samples)); }
    }

    [Benchmark]
    public void FilterByDefinition() => FilterByDefinition(_filtered);

    [Benchmark]
    public void Spectrogram()
    {
        var length = _power.Length / Channels;
        for (var c = 0; c < Channels; c++) { _stft.ComputePower(_eeg.AsSpan(c * Samples, Samples), _power.AsSpan(c * length, length)); }
    }

    /// <summary>The difference equation of each section, in double.</summary>
    private void FilterByDefinition(float[] output)
    {
        var signal = new double[Samples];
        for (var c = 0; c < Channels; c++)
        {
            for (var t = 0; t < Samples; t++) { signal[t] = _eeg[c * Samples + t]; }
            foreach (var s in _bandPass.Sections)
            {
                double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
                for (var t = 0; t < Samples; t++)
                {
                    var y = s.B0 * signal[t] + s.B1 * x1 + s.B2 * x2 - s.A1 * y1 - s.A2 * y2;
                    (x2, x1, y2, y1) = (x1, signal[t], y1, y);
                    signal[t] = y;
                }
            }
            for (var t = 0; t < Samples; t++) { output[c * Samples + t] = (float)signal[t]; }
        }
    }

    /// <summary>The defining sum of each bin, in double.</summary>
    private void SpectrogramByDefinition(float[] power)
    {
        var options = _stft.Options;
        var (n, frames) = (options.WindowSamples, _stft.FrameCount(Samples));
        var window = Enumerable.Range(0, n).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / n)).ToArray();
        var scale = 1 / (options.SampleRateHz * window.Sum(w => w * w));
        for (var c = 0; c < Channels; c++)
        {
            for (var frame = 0; frame < frames; frame++)
            {
                var segment = _eeg.AsSpan(c * Samples + frame * options.HopSamples, n).ToArray();
                var mean = segment.Average(x => (double)x);
                for (var bin = 0; bin < _stft.BinCount; bin++)
                {
                    var turn = 2 * Math.PI * _stft.FrequenciesHz[bin] / options.SampleRateHz;
                    double re = 0, im = 0;
                    for (var i = 0; i < n; i++)
                    {
                        var value = (segment[i] - mean) * window[i];
                        re += value * Math.Cos(turn * i);
                        im -= value * Math.Sin(turn * i);
                    }
                    power[(c * _stft.BinCount + bin) * frames + frame] = (float)(2 * scale * (re * re + im * im));
                }
            }
        }
    }
}
