namespace Hms.Data.Files;

/// <summary>The samples of one EEG file.</summary>
public sealed class EegRecording
{
    internal EegRecording(string path, ReadOnlyMemory<float> values, int sampleCount) => (Path, Values, SampleCount) = (path, values, sampleCount);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Samples in uV, shape [20, T], channel after channel in the order of Electrodes.HmsOrder; NaN where missing.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>T: samples per channel.</summary>
    public int SampleCount { get; }

    /// <summary>The samples of one channel.</summary>
    /// <param name="index">Index in Electrodes.HmsOrder.</param>
    public ReadOnlySpan<float> Channel(int index) => Values.Span.Slice(index * SampleCount, SampleCount);
}
