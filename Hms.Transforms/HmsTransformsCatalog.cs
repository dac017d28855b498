using Hms.Transforms.Steps;
using Microsoft.ML;

namespace Hms.Transforms;

/// <summary>The Hms steps as verbs of <c>mlContext.Transforms</c>. Each has a short form and one that takes all options.</summary>
public static class HmsTransformsCatalog
{
    /// <summary>Puts a value in the place of every NaN.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="policy">What takes the place of a NaN.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static MissingValueReplacingEstimator ReplaceMissingSamples(
        this TransformsCatalog catalog, string outputColumn, MissingValuePolicy policy = MissingValuePolicy.ChannelMean, string? inputColumn = null) =>
        catalog.ReplaceMissingSamples(new MissingValueReplacingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Policy = policy });

    /// <summary>Puts a value in the place of every NaN.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static MissingValueReplacingEstimator ReplaceMissingSamples(this TransformsCatalog catalog, MissingValueReplacingOptions options) => Checked(catalog, new MissingValueReplacingEstimator(options));

    /// <summary>Derives voltages between electrodes.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [pairs, samples].</param>
    /// <param name="montage">Name of a built-in montage.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static MontageApplyingEstimator ApplyMontage(
        this TransformsCatalog catalog, string outputColumn, string montage = "longitudinal-bipolar-16", string? inputColumn = null) =>
        catalog.ApplyMontage(new MontageApplyingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Montage = montage });

    /// <summary>Derives voltages between electrodes.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static MontageApplyingEstimator ApplyMontage(this TransformsCatalog catalog, MontageApplyingOptions options) => Checked(catalog, new MontageApplyingEstimator(options));

    /// <summary>Keeps the frequencies between two cutoffs (zero phase, order 3).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="lowHz">Lower cutoff in Hz.</param>
    /// <param name="highHz">Upper cutoff in Hz.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static SignalFilteringEstimator FilterBandpass(this TransformsCatalog catalog, string outputColumn, double lowHz, double highHz, string? inputColumn = null) =>
        catalog.FilterSignal(new SignalFilteringOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Kind = FilterKind.BandPass, LowHz = lowHz, HighHz = highHz });

    /// <summary>Removes the frequencies between two cutoffs (zero phase, order 3): a notch for the mains.</summary>
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

    /// <summary>Computes the power spectrogram of every channel with the paper's windows.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [channels, frequencies, windows].</param>
    /// <param name="averaging">Which channels are averaged.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static SpectrogramComputingEstimator ComputeSpectrogram(
        this TransformsCatalog catalog, string outputColumn, SpectrogramAveraging averaging = SpectrogramAveraging.None, string? inputColumn = null) =>
        catalog.ComputeSpectrogram(new SpectrogramComputingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Averaging = averaging });

    /// <summary>Computes the power spectrogram of every channel.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static SpectrogramComputingEstimator ComputeSpectrogram(this TransformsCatalog catalog, SpectrogramComputingOptions options) => Checked(catalog, new SpectrogramComputingEstimator(options));

    /// <summary>Turns the table of a spectrogram file into an image.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [1, 400, rows] or [4, 100, rows].</param>
    /// <param name="layout">One channel or four.</param>
    /// <param name="inputColumn">Column to read, [rows, 400]; null reads the output column.</param>
    public static SpectrogramArrangingEstimator ArrangeSpectrogram(
        this TransformsCatalog catalog, string outputColumn, SpectrogramLayout layout = SpectrogramLayout.Single, string? inputColumn = null) =>
        catalog.ArrangeSpectrogram(new SpectrogramArrangingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Layout = layout });

    /// <summary>Turns the table of a spectrogram file into an image.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static SpectrogramArrangingEstimator ArrangeSpectrogram(this TransformsCatalog catalog, SpectrogramArrangingOptions options) => Checked(catalog, new SpectrogramArrangingEstimator(options));

    /// <summary>Brings values into limits.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="low">Lower limit.</param>
    /// <param name="high">Upper limit.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static ValueClippingEstimator ClipValues(this TransformsCatalog catalog, string outputColumn, float low, float high, string? inputColumn = null) =>
        catalog.ClipValues(new ValueClippingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Low = low, High = high });

    /// <summary>Brings values into limits.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ValueClippingEstimator ClipValues(this TransformsCatalog catalog, ValueClippingOptions options) => Checked(catalog, new ValueClippingEstimator(options));

    /// <summary>Takes the logarithm of every value.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="scale">Which logarithm.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static LogTransformingEstimator TakeLogarithm(
        this TransformsCatalog catalog, string outputColumn, LogarithmScale scale = LogarithmScale.Natural, string? inputColumn = null) =>
        catalog.TakeLogarithm(new LogTransformingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Scale = scale });

    /// <summary>Takes the logarithm of every value.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static LogTransformingEstimator TakeLogarithm(this TransformsCatalog catalog, LogTransformingOptions options) => Checked(catalog, new LogTransformingEstimator(options));

    /// <summary>Brings every row to mean 0 and standard deviation 1.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static NormalizingEstimator NormalizeInstance(this TransformsCatalog catalog, string outputColumn, string? inputColumn = null) =>
        catalog.Normalize(new NormalizingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Scope = NormalizationScope.Instance });

    /// <summary>Shifts and scales all rows by the mean and standard deviation of all values of the training rows.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static NormalizingEstimator NormalizeDatawide(this TransformsCatalog catalog, string outputColumn, string? inputColumn = null) =>
        catalog.Normalize(new NormalizingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Scope = NormalizationScope.Datawide });

    /// <summary>Normalises per row or datawide.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static NormalizingEstimator Normalize(this TransformsCatalog catalog, NormalizingOptions options) => Checked(catalog, new NormalizingEstimator(options));

    /// <summary>Resizes images bilinearly.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [C, height, width].</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="inputColumn">Column to read, [C, H, W]; null reads the output column.</param>
    public static ImageResizingEstimator ResizeImage(this TransformsCatalog catalog, string outputColumn, int height, int width, string? inputColumn = null) =>
        catalog.ResizeImage(new ImageResizingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Height = height, Width = width });

    /// <summary>Resizes images bilinearly.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ImageResizingEstimator ResizeImage(this TransformsCatalog catalog, ImageResizingOptions options) => Checked(catalog, new ImageResizingEstimator(options));

    /// <summary>Stacks images along the channels.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [C1 + C2 + ..., H, W].</param>
    /// <param name="inputColumns">Columns to read, each [C, H, W] of one H and W.</param>
    public static ChannelStackingEstimator StackChannels(this TransformsCatalog catalog, string outputColumn, params IReadOnlyList<string> inputColumns) =>
        catalog.StackChannels(new ChannelStackingOptions { InputColumns = inputColumns, OutputColumn = outputColumn });

    /// <summary>Stacks images along the channels.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ChannelStackingEstimator StackChannels(this TransformsCatalog catalog, ChannelStackingOptions options) => Checked(catalog, new ChannelStackingEstimator(options));

    /// <summary>Makes the classes of the training rows equally frequent; append it with TransformerScope.Training.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="method">Repeat rows or leave rows out.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static ClassRebalancingEstimator RebalanceClasses(this TransformsCatalog catalog, RebalancingMethod method = RebalancingMethod.Oversample, ulong seed = 0) =>
        catalog.RebalanceClasses(new ClassRebalancingOptions { Method = method, Seed = seed });

    /// <summary>Makes the classes of the training rows equally frequent; append it with TransformerScope.Training.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ClassRebalancingEstimator RebalanceClasses(this TransformsCatalog catalog, ClassRebalancingOptions options) => Checked(catalog, new ClassRebalancingEstimator(options));

    private static T Checked<T>(TransformsCatalog catalog, T estimator)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return estimator;
    }
}
