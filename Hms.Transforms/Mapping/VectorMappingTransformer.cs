using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Mapping;

/// <summary>Base of the steps "float vector column -> function over spans -> float vector column".</summary>
/// <remarks>
/// Columns are checked from the schema alone, before a row is read. Dimensions travel in the column's type; ChannelNames and SampleRateHz
/// travel as annotations. A result is computed once a row and cursor, however many consumers ask. Parallel cursors work independently.
/// </remarks>
/// <typeparam name="TOptions">The step's options.</typeparam>
public abstract class VectorMappingTransformer<TOptions> : RowMappingTransformer, IStepTransformer where TOptions : StepOptions
{
    private protected VectorMappingTransformer(TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options, with what was found in the training table's schema filled in.</summary>
    public TOptions Options { get; }

    /// <inheritdoc />
    public string InputColumn => Options.InputColumn;

    /// <inheritdoc />
    public IReadOnlyList<string> InputColumns => [Options.InputColumn];

    /// <inheritdoc />
    public string OutputColumn => Options.ResultColumn;

    /// <inheritdoc />
    public ITransformer WithColumns(string outputColumn, params IReadOnlyList<string> inputColumns)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        if (inputColumns.Count != 1) { throw new ArgumentException($"{GetType().Name} reads 1 column; {inputColumns.Count} were given."); }
        return Copy(Options with { InputColumn = inputColumns[0], OutputColumn = outputColumn });
    }

    private protected abstract string Step { get; }

    private protected abstract VectorMapping Bind(VectorShape input);

    private protected abstract ITransformer Copy(TOptions options);

    private protected override RowMapping Map(DataViewSchema schema)
    {
        var shape = VectorShape.Read(schema, InputColumn, out var column);
        var mapping = Bind(shape);
        var (inputSize, outputSize) = (shape.Size, mapping.Output.Size);
        return new RowMapping(schema, [column], [mapping.Output.ToColumn(OutputColumn)], row =>
        {
            var reader = new VectorReader(row, column, inputSize);
            var function = mapping.CreateFunction();
            return [new RowResult(row, outputSize, output => function(reader.Read(), output)).ToGetter()];
        });
    }

    internal override StepPayload ToPayload() => new(Step, StepRegistry.VersionOf(Step), HmsJson.ToObject(Options));
}
