using System.Numerics;
using System.Runtime.InteropServices;
using Hms.Signal.Montages;

namespace Hms.Data.Synthetic;

/// <summary>A long recording under construction, [20, samples] in uV, with the scratch memory that rendering needs; used again for the next recording.</summary>
internal sealed class SignalBuffer
{
    private float[] _values = [];
    private float[] _wave = [];
    private float[] _otherWave = [];

    public int Samples { get; private set; }

    public Span<float> Values => _values.AsSpan(0, Electrodes.HmsOrder.Count * Samples);

    /// <summary>Scratch for one source, [samples]; whoever takes it clears or fills it.</summary>
    public Span<float> Wave => _wave.AsSpan(0, Samples);

    /// <summary>Scratch for a second source.</summary>
    public Span<float> OtherWave => _otherWave.AsSpan(0, Samples);

    /// <summary>Scratch of the noise.</summary>
    public NoiseBuffer Noise { get; } = new();

    /// <summary>Starts a recording of zeros.</summary>
    public void Reset(int samples)
    {
        Samples = samples;
        if (_wave.Length < samples)
        {
            // Some room to spare, so that a slightly longer recording needs no new memory.
            var capacity = samples + samples / 5;
            _values = new float[Electrodes.HmsOrder.Count * capacity];
            (_wave, _otherWave) = (new float[capacity], new float[capacity]);
        }
        Values.Clear();
    }

    public Span<float> Channel(int index) => _values.AsSpan(index * Samples, Samples);

    /// <summary>NaN becomes 0, as the competition's spectrogram counts it; in place, so that it needs no copy.</summary>
    public void FillMissing()
    {
        foreach (ref var value in Values)
        {
            if (float.IsNaN(value)) { value = 0; }
        }
    }

    /// <summary>Adds a source to the electrodes; the source repeats where it is shorter than the recording.</summary>
    /// <param name="source">Samples of the source.</param>
    /// <param name="weights">One weight per electrode.</param>
    public void Add(ReadOnlySpan<float> source, ReadOnlySpan<double> weights)
    {
        for (var channel = 0; channel < weights.Length; channel++)
        {
            var target = Channel(channel);
            for (var start = 0; start < Samples; start += source.Length)
            {
                var length = Math.Min(source.Length, Samples - start);
                AddScaled(target.Slice(start, length), source[..length], (float)weights[channel]);
            }
        }
    }

    /// <summary>target += gain x source.</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float gain)
    {
        var whole = target.Length - target.Length % Vector<float>.Count;
        var wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target[..whole]);
        var wideSource = MemoryMarshal.Cast<float, Vector<float>>(source[..whole]);
        for (var i = 0; i < wideTarget.Length; i++) { wideTarget[i] += wideSource[i] * gain; }
        for (var i = whole; i < target.Length; i++) { target[i] += source[i] * gain; }
    }
}
