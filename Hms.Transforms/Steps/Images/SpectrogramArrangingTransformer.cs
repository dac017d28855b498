using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Spectrogram file [rows, 400] to image [1, 400, rows] or [4, 100, rows]. NaN stays NaN.</summary>
/// <remarks>The four regions get the frequencies of the competition's files; one channel of 400 rows runs through them four times and has no axis. Both get the files' rate of one row in 2 s.</remarks>
public sealed class SpectrogramArrangingTransformer : VectorMappingTransformer<SpectrogramArrangingOptions>, IStatelessStep
{
    internal const string StepName = "SpectrogramArranging";
    private const int RegionCount = 4;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and layout.</param>
    public SpectrogramArrangingTransformer(SpectrogramArrangingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static SpectrogramArrangingTransformer Load(StepPayload payload) => new(payload.OptionsAs<SpectrogramArrangingOptions>());

    private protected override ITransformer Copy(SpectrogramArrangingOptions options) => new SpectrogramArrangingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("rows", "frequencies");
        var (rows, columns) = (input.Dimensions[0], input.Dimensions[1]);
        if (Options.Layout == SpectrogramLayout.Regions && columns % RegionCount != 0)
        {
            throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {columns} frequencies; four regions need a multiple of 4 (the files have 400).");
        }
        var isFile = columns == CompetitionSpectrogram.ColumnCount;
        var output = Options.Layout == SpectrogramLayout.Single
            ? new VectorShape(OutputColumn, [1, columns, rows])
            : new VectorShape(OutputColumn, [RegionCount, columns / RegionCount, rows])
            {
                ChannelNames = ["LL", "RL", "LP", "RP"],
                FrequenciesHz = isFile ? [.. CompetitionSpectrogram.FrequenciesHz.Select(frequency => (float)frequency)] : null,
            };
        output = output with { SampleRateHz = isFile ? CompetitionSpectrogram.SampleRateHz / (float)CompetitionSpectrogram.HopSamples : null };
        return new VectorMapping(output, () => (x, y) => Transpose(x, y, rows, columns));
    }

    private static void Transpose(ReadOnlySpan<float> x, Span<float> y, int rows, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            var target = y.Slice(column * rows, rows);
            for (var row = 0; row < rows; row++) { target[row] = x[row * columns + column]; }
        }
    }
}
