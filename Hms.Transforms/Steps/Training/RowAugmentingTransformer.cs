using Hms.Signal.Augmentation;
using Hms.Transforms.Caching;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Steps.Training;

/// <summary>A table with changed copies behind each row. NaN moves with the values around it.</summary>
public sealed class RowAugmentingTransformer : ITransformer
{
    internal const string StepName = "RowAugmenting";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, changes and seed.</param>
    public RowAugmentingTransformer(RowAugmentingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options.</summary>
    public RowAugmentingOptions Options { get; }

    /// <summary>False: rows are added.</summary>
    public bool IsRowToRowMapper => false;

    /// <summary>The schema; the changed columns hide those of the input.</summary>
    /// <param name="inputSchema">The schema before this step.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another type or shape, or its channels have no mirror images.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).Schema;

    /// <summary>The table with its copies. Rows are computed when they are read.</summary>
    /// <param name="input">The training table; for mixup one that can seek, such as a table cached on disk.</param>
    /// <exception cref="InvalidOperationException">Mixup is asked for, and the table cannot seek or has less than two rows.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var columns = Bind(input.Schema);
        if (!columns.Mixes) { return new AugmentedView(input, columns, Options); }
        if (input is not ISeekableDataView { CanSeek: true })
        {
            throw new InvalidOperationException("Mixup reads other rows by their number, which this table cannot give; cache it on disk before (DiskCache), or leave mixup to the trainer.");
        }
        if (input.GetRowCount() is not >= 2) { throw new InvalidOperationException($"Mixup needs at least 2 rows; the table has {input.GetRowCount()}."); }
        return new AugmentedView(input, columns, Options);
    }

    /// <summary>Not possible: rows are added.</summary>
    /// <param name="inputSchema">Not used.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) =>
        throw new InvalidOperationException("Augmentation is no row mapper; append it with TransformerScope.Training, so that scoring leaves it out.");

    void ICanSaveModel.Save(ModelSaveContext ctx) => MLNetInternals.Save(ctx, new StepPayload(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options)));

    internal static RowAugmentingTransformer Load(StepPayload payload) => new(payload.OptionsAs<RowAugmentingOptions>());

    private AugmentedColumns Bind(DataViewSchema schema)
    {
        var shape = VectorShape.Read(schema, Options.InputColumn, out var column);
        RequireAxes(shape);
        var augmentation = ColumnMismatchException.Wrap(Options.InputColumn, () => new RowAugmentation(Options.Augmentation, shape.Dimensions, shape.ChannelNames));
        if (Options.Augmentation.MixupProbability <= 0) { return new AugmentedColumns(schema, augmentation, column, shape, Votes: null, VotesShape: null); }
        var votesShape = VectorShape.Read(schema, Options.VotesColumn, out var votes);
        return new AugmentedColumns(schema, augmentation, column, shape, votes, votesShape);
    }

    /// <summary>Refuses what would change the wrong axis: features that are named one by one have no time, and a mirror must know whether values have a sign.</summary>
    private void RequireAxes(VectorShape shape)
    {
        var options = Options.Augmentation;
        var needsTime = options.FlipTimeProbability > 0 || options.ShiftProbability > 0 || options.TimeMaskProbability > 0 || options.FrequencyMaskProbability > 0;
        if (shape.SlotNames is not null && (needsTime || options.MirrorProbability > 0))
        {
            throw new ColumnMismatchException(shape.Column, $"Column '{shape.Column}' holds features with a name each, not a time axis; flip, shift, mirror and masks belong before the features are computed.");
        }
        if (shape.Dimensions.Length == 2 && options.MirrorProbability > 0 && shape.SampleRateHz is null)
        {
            throw new ColumnMismatchException(shape.Column,
                $"Column '{shape.Column}' has no {ColumnAnnotations.SampleRateHz} annotation, so it is not known to be a signal, whose mirror image may change its sign; mirror the signal itself.");
        }
    }
}
