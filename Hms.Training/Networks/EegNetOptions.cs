using System.Globalization;

namespace Hms.Training.Networks;

/// <summary>Sizes of <see cref="EegNet"/>, with the letters of its paper.</summary>
public sealed record EegNetOptions
{
    /// <summary>F1: band-pass filters over time that are learnt, at least 1. Default 8.</summary>
    public int TemporalFilters { get; init; } = 8;

    /// <summary>D: spatial filters learnt for each of them, at least 1. Default 2.</summary>
    public int SpatialFilters { get; init; } = 2;

    /// <summary>F2: features at the end, at least 1. Default 16 = F1 x D.</summary>
    public int Features { get; init; } = 16;

    /// <summary>Length of the filters over time in samples, at least 2; the paper takes half a second. Default 100: half a second at 200 Hz.</summary>
    public int KernelSamples { get; init; } = 100;

    /// <summary>All errors; empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        AddMinimum("Temporal filters", TemporalFilters, 1, errors);
        AddMinimum("Spatial filters", SpatialFilters, 1, errors);
        AddMinimum("Features", Features, 1, errors);
        AddMinimum("Kernel samples", KernelSamples, 2, errors);
        return errors;
    }

    private static void AddMinimum(string name, int value, int minimum, List<string> errors)
    {
        if (value < minimum) { errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {value} of eegnet must be at least {minimum}.")); }
    }
}
