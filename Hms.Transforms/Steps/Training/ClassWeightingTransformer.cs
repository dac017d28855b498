using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Steps.Training;

/// <summary>Adds the weight of each row, a Single; 0 for a row all of whose votes fall on classes that no training row had. A row without votes, or with NaN, is refused.</summary>
public sealed class ClassWeightingTransformer : RowMappingTransformer, IStepTransformer
{
    internal const string StepName = "ClassWeighting";
    private readonly double[] _sizes;
    private readonly double[] _weights;

    /// <summary>Takes the options and what was learnt.</summary>
    /// <param name="options">Columns and formula.</param>
    /// <param name="classSizes">Rows of each class, by the options' membership; at least one above 0.</param>
    public ClassWeightingTransformer(ClassWeightingOptions options, IReadOnlyList<double> classSizes)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(classSizes);
        options.RequireValid();
        if (classSizes.Any(size => !(size >= 0) || !double.IsFinite(size)) || !classSizes.Any(size => size > 0))
        {
            throw new ArgumentException(FormattableString.Invariant($"The class sizes {string.Join(", ", classSizes)} must be finite and at least 0, one of them above 0."), nameof(classSizes));
        }
        Options = options;
        _sizes = [.. classSizes];
        _weights = ClassShares.Weights(_sizes, options.Formula, options.Beta, options.Strength);
    }

    /// <summary>The options.</summary>
    public ClassWeightingOptions Options { get; }

    /// <summary>Rows of each class in the training table, by the options' membership.</summary>
    public IReadOnlyList<double> ClassSizes => _sizes;

    /// <summary>Weight of each class; 0 for one without rows.</summary>
    public IReadOnlyList<double> ClassWeights => _weights;

    /// <inheritdoc />
    public string InputColumn => Options.VotesColumn;

    /// <inheritdoc />
    public IReadOnlyList<string> InputColumns => [Options.VotesColumn];

    /// <inheritdoc />
    public string OutputColumn => Options.WeightColumn;

    /// <inheritdoc />
    public ITransformer WithColumns(string outputColumn, params IReadOnlyList<string> inputColumns)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        if (inputColumns.Count != 1) { throw new ArgumentException($"This step reads 1 column; {inputColumns.Count} were given."); }
        return new ClassWeightingTransformer(Options with { VotesColumn = inputColumns[0], WeightColumn = outputColumn }, _sizes);
    }

    internal static ClassWeightingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ClassWeightingOptions>(), payload.FittedAs<Learnt>().ClassSizes);

    internal override StepPayload ToPayload() => new(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options), HmsJson.ToObject(new Learnt(_sizes)));

    private protected override RowMapping Map(DataViewSchema schema)
    {
        var shape = VectorShape.Read(schema, Options.VotesColumn, out var column);
        if (shape.Size != _sizes.Length)
        {
            throw new ColumnMismatchException(shape.Column, $"Column '{shape.Column}' has {shape.Size} classes; the training table had {_sizes.Length}.");
        }
        return new RowMapping(schema, [column], [new DataViewSchema.DetachedColumn(OutputColumn, NumberDataViewType.Single)], row =>
        {
            var reader = new VectorReader(row, column, shape.Size);
            var shares = new double[shape.Size];
            return [(ValueGetter<float>)((ref float weight) =>
            {
                ClassShares.Of(reader.Read(), Options.By, shares, Options.VotesColumn, row.Position);
                weight = (float)ClassShares.Weight(shares, _weights);
            })];
        });
    }

    private sealed record Learnt(IReadOnlyList<double> ClassSizes);
}
