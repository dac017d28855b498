using Hms.Signal.Images;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Regions [4, 100, 300] and EEG spectrograms [4, 128, 256] to one image [1, 512, 512]: left the file, right the EEG (see <see cref="TileLayout"/>).</summary>
/// <remarks>
/// Each region is brought to mean 0 and standard deviation 1, NaN left out and written as 0; its time steps 22..277, halved, lie in rows 14..113 of the tile's 128, the rest is 0.
/// The EEG's tiles are taken as they are; NaN stays NaN there.
/// </remarks>
public sealed class SpectrogramTilingTransformer : RowMappingTransformer, IStepTransformer, IStatelessStep
{
    internal const string StepName = "SpectrogramTiling";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns.</param>
    public SpectrogramTilingTransformer(SpectrogramTilingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options.</summary>
    public SpectrogramTilingOptions Options { get; }

    /// <inheritdoc />
    public string InputColumn => Options.InputColumns[0];

    /// <inheritdoc />
    public IReadOnlyList<string> InputColumns => Options.InputColumns;

    /// <inheritdoc />
    public string OutputColumn => Options.OutputColumn;

    /// <inheritdoc />
    public ITransformer WithColumns(string outputColumn, params IReadOnlyList<string> inputColumns)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        if (inputColumns.Count != InputColumns.Count) { throw new ArgumentException($"This step reads {InputColumns.Count} columns; {inputColumns.Count} were given."); }
        return new SpectrogramTilingTransformer(Options with
        {
            SpectrogramColumn = Options.SpectrogramColumn is null ? null : inputColumns[0],
            EegColumn = Options.EegColumn is null ? null : inputColumns[^1],
            OutputColumn = outputColumn,
        });
    }

    internal static SpectrogramTilingTransformer Load(StepPayload payload) => new(payload.OptionsAs<SpectrogramTilingOptions>());

    internal override StepPayload ToPayload() => new(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options));

    private protected override RowMapping Map(DataViewSchema schema)
    {
        var regions = Options.SpectrogramColumn is { } file ? Read(schema, file, TileLayout.RegionHeight, TileLayout.RegionWidth) : null;
        var eeg = Options.EegColumn is { } own ? Read(schema, own, TileLayout.TileHeight, TileLayout.TileWidth) : null;
        DataViewSchema.Column[] columns = [.. new[] { regions, eeg }.OfType<DataViewSchema.Column>()];
        var width = columns.Length * TileLayout.TileWidth;
        var output = new VectorShape(OutputColumn, [1, TileLayout.Height, width]);
        return new RowMapping(schema, columns, [output.ToColumn(OutputColumn)], row =>
        {
            var fileReader = regions is { } a ? new VectorReader(row, a, TileLayout.TileCount * TileLayout.RegionHeight * TileLayout.RegionWidth) : null;
            var eegReader = eeg is { } b ? new VectorReader(row, b, TileLayout.Height * TileLayout.TileWidth) : null;
            return [new RowResult(row, output.Size, image => Tile(fileReader, eegReader, image, width)).ToGetter()];
        });
    }

    private void Tile(VectorReader? regions, VectorReader? eeg, Span<float> image, int width)
    {
        if (regions is not null) { TileLayout.PlaceRegions(regions.Read(), image, width, 0, Options.Epsilon); }
        if (eeg is not null) { TileLayout.PlaceTiles(eeg.Read(), image, width, width - TileLayout.TileWidth); }
    }

    private static DataViewSchema.Column? Read(DataViewSchema schema, string name, int height, int width)
    {
        var shape = VectorShape.Read(schema, name, out var column);
        shape.RequireDimensions("channels", "height", "width");
        return shape.Dimensions.AsSpan().SequenceEqual([TileLayout.TileCount, height, width])
            ? column
            : throw new ColumnMismatchException(name, $"Column '{name}' has dimensions {shape.DimensionText}; tiles are made of [{TileLayout.TileCount}, {height}, {width}].");
    }
}
