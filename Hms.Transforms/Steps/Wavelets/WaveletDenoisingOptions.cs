using Hms.Signal.Wavelets;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Wavelets;

/// <summary>Options of <see cref="WaveletDenoisingEstimator"/>: thresholding of wavelet details.</summary>
public sealed record WaveletDenoisingOptions : StepOptions
{
    /// <summary>Name of the wavelet, one of <see cref="Hms.Signal.Wavelets.Wavelet.Names"/>; default db8.</summary>
    public string Wavelet { get; init; } = "db8";

    /// <summary>How a signal goes on beyond its ends; default periodization.</summary>
    public WaveletMode Mode { get; init; } = WaveletMode.Periodization;

    /// <summary>What happens to details; default hard.</summary>
    public ThresholdRule Threshold { get; init; } = ThresholdRule.Hard;

    /// <summary>How the noise is found from the finest details; default their mean deviation.</summary>
    public NoiseEstimate Noise { get; init; } = NoiseEstimate.Mean;

    /// <summary>Levels of decomposition; null (default): as deep as the wavelet's length allows, floor(log2(samples / (filter length - 1))).</summary>
    public int? Level { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        if (Wavelet is null) { errors.Add("Wavelet is null; name one, for example db8."); }
        else if (!Hms.Signal.Wavelets.Wavelet.IsKnown(Wavelet)) { errors.Add(Hms.Signal.Wavelets.Wavelet.UnknownMessage(Wavelet)); }
        if (!Enum.IsDefined(Mode)) { errors.Add($"Mode {Mode} is unknown."); }
        if (!Enum.IsDefined(Threshold)) { errors.Add($"Threshold {Threshold} is unknown."); }
        if (!Enum.IsDefined(Noise)) { errors.Add($"Noise {Noise} is unknown."); }
        if (Level is < 1 or > WaveletTransform.MaximumLevels) { errors.Add($"Level {Level} must lie between 1 and {WaveletTransform.MaximumLevels}; leave it out for the deepest that makes sense."); }
    }
}
