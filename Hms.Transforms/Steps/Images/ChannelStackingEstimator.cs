using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Stacks images of one height and width along the channels.</summary>
public sealed class ChannelStackingEstimator : IEstimator<ChannelStackingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns.</param>
    public ChannelStackingEstimator(ChannelStackingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options of the step.</summary>
    public ChannelStackingOptions Options { get; }

    /// <summary>Checks the columns; nothing is learnt.</summary>
    /// <param name="input">The training table.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another type or shape.</exception>
    public ChannelStackingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new ChannelStackingTransformer(Options);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <inheritdoc />
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => StepShapes.AddVector(inputSchema, Options.InputColumns, Options.OutputColumn);
}
