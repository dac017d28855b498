using Hms.Signal.Wavelets;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Wavelets;

/// <summary>Denoises every channel of [channels, samples] for itself. NaN or infinity makes its whole channel NaN: replace missing samples first.</summary>
public sealed class WaveletDenoisingTransformer : VectorMappingTransformer<WaveletDenoisingOptions>, IStatelessStep
{
    internal const string StepName = "WaveletDenoising";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, wavelet and threshold.</param>
    public WaveletDenoisingTransformer(WaveletDenoisingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static WaveletDenoisingTransformer Load(StepPayload payload) => new(payload.OptionsAs<WaveletDenoisingOptions>());

    private protected override ITransformer Copy(WaveletDenoisingOptions options) => new WaveletDenoisingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var samples = input.Dimensions[1];
        var wavelet = Wavelet.Named(Options.Wavelet);
        RequireLevel(input, wavelet, samples);
        var denoiser = new WaveletDenoiser(new WaveletTransform(wavelet, samples, Options.Mode, Options.Level), Options.Threshold, Options.Noise);
        return new VectorMapping(input, () => (x, y) =>
        {
            for (var start = 0; start < x.Length; start += samples) { denoiser.Denoise(x.Slice(start, samples), y.Slice(start, samples)); }
        });
    }

    /// <summary>Refuses levels that only the ends of the signal would fill.</summary>
    private void RequireLevel(VectorShape input, Wavelet wavelet, int samples)
    {
        var deepest = wavelet.MaximumLevel(samples);
        if (deepest == 0)
        {
            throw new ColumnMismatchException(input.Column,
                $"Column '{input.Column}' has {samples} samples; wavelet {wavelet} with {wavelet.FilterLength} taps needs at least {2 * (wavelet.FilterLength - 1)}. Choose a shorter wavelet.");
        }
        if (Options.Level > deepest)
        {
            throw new ColumnMismatchException(input.Column,
                $"Level {Options.Level} is too deep for column '{input.Column}' of {samples} samples: wavelet {wavelet} reaches level {deepest}; beyond it all details come from the ends.");
        }
    }
}
