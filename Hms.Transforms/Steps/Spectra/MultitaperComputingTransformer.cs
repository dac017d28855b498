using Hms.Signal.Montages;
using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>EEG [channels, samples] at 200 Hz to [4, 100, windows]: LL, RL, LP, RP; 0.59 to 19.92 Hz; in uV^2/Hz, as in the competition's files.</summary>
/// <remarks>
/// The electrodes are found by name, in any order; those that no pair uses (Fz, Cz, Pz, EKG) may be absent. NaN samples count as 0; NaN rows come only with
/// <see cref="MultitaperGrid.Competition"/>.
/// </remarks>
public sealed class MultitaperComputingTransformer : VectorMappingTransformer<MultitaperComputingOptions>, IStatelessStep
{
    internal const string StepName = "MultitaperComputing";
    private const int RegionCount = 4;
    private const int BinCount = CompetitionSpectrogram.ColumnCount / RegionCount;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, filters and windows.</param>
    public MultitaperComputingTransformer(MultitaperComputingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static MultitaperComputingTransformer Load(StepPayload payload) => new(payload.OptionsAs<MultitaperComputingOptions>());

    private protected override ITransformer Copy(MultitaperComputingOptions options) => new MultitaperComputingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var rate = SignalShapes.SampleRateHz(input, Options.SampleRateHz);
        if (rate != CompetitionSpectrogram.SampleRateHz)
        {
            throw new ColumnMismatchException(input.Column, FormattableString.Invariant(
                $"Column '{input.Column}' is sampled at {rate} Hz; this spectrogram is defined at {CompetitionSpectrogram.SampleRateHz} Hz. Resample first."));
        }
        var samples = input.Dimensions[1];
        if (samples < CompetitionSpectrogram.WindowSamples)
        {
            throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {samples} samples; one window needs {CompetitionSpectrogram.WindowSamples}.");
        }
        var names = SignalShapes.ChannelNames(input, Options.ChannelNames);
        var pairs = ColumnMismatchException.Wrap(input.Column, () => Montage.LongitudinalBipolar16.Bind(names));
        var rows = Options.Grid == MultitaperGrid.Competition
            ? CompetitionSpectrogram.RowCount(samples)
            : 1 + (samples - CompetitionSpectrogram.WindowSamples) / CompetitionSpectrogram.HopSamples;
        var output = new VectorShape(OutputColumn, [RegionCount, BinCount, rows])
        {
            ChannelNames = ["LL", "RL", "LP", "RP"],
            SampleRateHz = (float)CompetitionSpectrogram.SampleRateHz / CompetitionSpectrogram.HopSamples,
            FrequenciesHz = [.. CompetitionSpectrogram.FrequenciesHz.Select(frequency => (float)frequency)],
        };
        return new VectorMapping(output, () => Create(pairs, rows));
    }

    private SpanFunction Create(BoundMontage pairs, int rows)
    {
        var spectrogram = new float[rows * CompetitionSpectrogram.ColumnCount];
        return (x, y) =>
        {
            if (Options.Grid == MultitaperGrid.Competition) { CompetitionSpectrogram.Compute(pairs, x, spectrogram, Options.Prefilter); }
            else { CompetitionSpectrogram.ComputeWindows(pairs, x, 0, spectrogram, Options.Prefilter); }
            for (var column = 0; column < CompetitionSpectrogram.ColumnCount; column++)
            {
                for (var row = 0; row < rows; row++) { y[column * rows + row] = spectrogram[row * CompetitionSpectrogram.ColumnCount + column]; }
            }
        };
    }
}
