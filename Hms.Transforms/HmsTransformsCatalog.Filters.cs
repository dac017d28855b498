using Hms.Transforms.Steps.Filters;
using Microsoft.ML;

namespace Hms.Transforms;

public static partial class HmsTransformsCatalog
{
    /// <summary>Keeps the frequencies between two cutoffs (zero phase, order 3).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="lowHz">Lower cutoff in Hz.</param>
    /// <param name="highHz">Upper cutoff in Hz.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static SignalFilteringEstimator FilterBandpass(this TransformsCatalog catalog, string outputColumn, double lowHz, double highHz, string? inputColumn = null) =>
        catalog.FilterSignal(new SignalFilteringOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Kind = FilterKind.BandPass, LowHz = lowHz, HighHz = highHz });

    /// <summary>Removes the frequencies between two cutoffs (zero phase, order 3).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="lowHz">Lower cutoff in Hz.</param>
    /// <param name="highHz">Upper cutoff in Hz.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static SignalFilteringEstimator FilterBandstop(this TransformsCatalog catalog, string outputColumn, double lowHz, double highHz, string? inputColumn = null) =>
        catalog.FilterSignal(new SignalFilteringOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Kind = FilterKind.BandStop, LowHz = lowHz, HighHz = highHz });

    /// <summary>Keeps the frequencies below a cutoff (zero phase, order 3).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="highHz">Cutoff in Hz.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static SignalFilteringEstimator FilterLowpass(this TransformsCatalog catalog, string outputColumn, double highHz, string? inputColumn = null) =>
        catalog.FilterSignal(new SignalFilteringOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Kind = FilterKind.LowPass, HighHz = highHz });

    /// <summary>Keeps the frequencies above a cutoff (zero phase, order 3).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="lowHz">Cutoff in Hz.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static SignalFilteringEstimator FilterHighpass(this TransformsCatalog catalog, string outputColumn, double lowHz, string? inputColumn = null) =>
        catalog.FilterSignal(new SignalFilteringOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Kind = FilterKind.HighPass, LowHz = lowHz });

    /// <summary>Filters every channel of a signal.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static SignalFilteringEstimator FilterSignal(this TransformsCatalog catalog, SignalFilteringOptions options) => Checked(catalog, new SignalFilteringEstimator(options));

    /// <summary>Removes a narrow line, the mains hum for example (zero phase).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="frequencyHz">Frequency of the line in Hz.</param>
    /// <param name="quality">Frequency divided by the bandwidth at -3 dB.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static SignalFilteringEstimator FilterNotch(this TransformsCatalog catalog, string outputColumn, double frequencyHz, double quality = 30, string? inputColumn = null) =>
        catalog.FilterSignal(new SignalFilteringOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Kind = FilterKind.Notch, FrequencyHz = frequencyHz, Quality = quality });

    /// <summary>Brings every channel to another sample rate.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [channels, ceil(samples up / down)].</param>
    /// <param name="targetSampleRateHz">Sample rate of the output in Hz.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static SignalResamplingEstimator ResampleSignal(this TransformsCatalog catalog, string outputColumn, double targetSampleRateHz, string? inputColumn = null) =>
        catalog.ResampleSignal(new SignalResamplingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, TargetSampleRateHz = targetSampleRateHz });

    /// <summary>Brings every channel to another sample rate.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static SignalResamplingEstimator ResampleSignal(this TransformsCatalog catalog, SignalResamplingOptions options) => Checked(catalog, new SignalResamplingEstimator(options));
}
