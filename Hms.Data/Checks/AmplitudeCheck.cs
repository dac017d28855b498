using System.Globalization;
using Hms.Data.Files;

namespace Hms.Data.Checks;

/// <summary>Tells microvolts from other units by the usual size of an EEG.</summary>
/// <remarks>The size is the median over live channels of the median distance from the channel's median, over 500 samples spread over the file; scalp EEG has about 2 to 100 uV of it.</remarks>
internal sealed class AmplitudeCheck
{
    private const int SamplesTaken = 500;
    private const double Smallest = 0.3;
    private const double Largest = 2000;

    /// <summary>What the values look like, in a sentence; null where they can be microvolts, or where nothing can be told.</summary>
    /// <param name="eeg">The EEG.</param>
    /// <param name="dead">Channels to leave out.</param>
    public string? Describe(EegRecording eeg, bool[] dead)
    {
        var sizes = new List<double>();
        for (var c = 0; c < dead.Length; c++)
        {
            if (!dead[c] && SizeOf(eeg.Channel(c)) is { } size) { sizes.Add(size); }
        }
        if (sizes.Count == 0) { return null; }
        sizes.Sort();
        var median = sizes[sizes.Count / 2];
        if (median is >= Smallest and <= Largest) { return null; }
        var guess = median switch
        {
            < 1e-3 => "volts; multiply by 1,000,000",
            < Smallest => "millivolts; multiply by 1,000",
            _ => "nanovolts or the steps of an amplifier; divide by 1,000 or by its gain",
        };
        return string.Create(CultureInfo.InvariantCulture, $"the usual distance from the median is {median:0.###E+0}, where an EEG in microvolts has about 2 to 100: the values look like {guess}.");
    }

    private static double? SizeOf(ReadOnlySpan<float> samples)
    {
        var step = Math.Max(1, samples.Length / SamplesTaken);
        var taken = new List<float>(SamplesTaken + 1);
        for (var i = 0; i < samples.Length; i += step)
        {
            if (float.IsFinite(samples[i])) { taken.Add(samples[i]); }
        }
        if (taken.Count == 0) { return null; }
        var median = Median(taken);
        var distances = taken.ConvertAll(value => Math.Abs(value - median));
        return Median(distances);
    }

    private static float Median(List<float> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
