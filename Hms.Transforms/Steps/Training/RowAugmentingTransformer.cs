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
        var augmentation = ColumnMismatchException.Wrap(Options.InputColumn, () => new RowAugmentation(Options.Augmentation, shape.Dimensions, shape.ChannelNames));
        if (Options.Augmentation.MixupProbability <= 0) { return new AugmentedColumns(schema, augmentation, column, shape, Votes: null, VotesShape: null); }
        var votesShape = VectorShape.Read(schema, Options.VotesColumn, out var votes);
        return new AugmentedColumns(schema, augmentation, column, shape, votes, votesShape);
    }
}
